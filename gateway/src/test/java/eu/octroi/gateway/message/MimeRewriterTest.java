// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class MimeRewriterTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n";

    @ParameterizedTest
    @CsvFileSource(
            resources = "/message/rewriter-verdicts.csv",
            delimiter = '|',
            quoteCharacter = '`')
    void everyStructureHasItsVerdict(String rest, String verdict) {
        Octets message = Fixture.message(HEAD + rest.replace("\\n", "\n").replace("\\\"", "\""));

        assertThat(Fixture.verdict(message)).isEqualTo(verdict);
        if (!verdict.contains(": ")) {
            Rewrites.assertSound(message, Fixture.FRENCH);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: x@y",
                "a\nb",
                "a\0b",
                "a\u202eb",
                "a\u2028b",
                "a\tb",
                "{{unsub_url}}",
                "a\u0001"
            })
    void aValueThatCouldDoMoreThanBeReadIsRefused(String value) {
        PlanResult result = Fixture.plan(Fixture.message(HEAD + "\nx"), Fixture.named(value));

        assertThat(result).isInstanceOf(PlanResult.Unsupported.class);
    }

    /** L-14: who has the tool's id finds ours in the ledger, and nobody reads an address there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Message-ID: bob@client.example|edited message-id-was=2d2e13b2c2c394c2",
                "Message-ID: <a@b@c>|edited message-id-was=f7db53f7c24458fc",
                "Message-ID: <1@exemple.fr>|edited",
                "Message-ID:|edited",
                "X-None: x|edited"
            })
    void aReplacedMessageIdIsNotedByItsDigest(String field, String verdict) {
        String found = Fixture.verdict(Fixture.message(HEAD + field + "\n\nx\n"));

        assertThat(found).isEqualTo(verdict);
        assertThat(found).doesNotContain("client.example");
    }

    @Test
    void aMissingValueIsRefusedWithItsTag() {
        PlanResult result = Fixture.plan(Fixture.message(HEAD + "\nx"), Fixture.named(" "));

        assertThat(result)
                .hasToString(
                        "Unsupported[tag=IDENTITY_MISSING, why=nothing is given for controller of"
                                + " the clauses]");
    }

    @Test
    void aValueIsInertInHtml() {
        Octets message = Fixture.message(HEAD + "Content-Type: text/html\n\n<p>x</p>");

        String output =
                new String(
                        Fixture.rewritten(message, Fixture.named("\"><script>alert(1)</script>&")),
                        StandardCharsets.US_ASCII);

        assertThat(output).doesNotContain("<script").contains("&quot;&gt;&lt;script&gt;");
        assertThat(output).doesNotContain("url(").doesNotContain("src=").doesNotContain("<link");
    }

    /** I-16: as itself where the charset has it, else exactly in its ASCII form. */
    @ParameterizedTest
    @ValueSource(strings = {"us-ascii", "utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"})
    void everyCharacterArrivesInEveryCharset(String charset) {
        String forms =
                "é=e à=a ç=c ê=e ï=i ô=o ù=u œ=oe Œ=OE æ=ae ’=' “=\" ”=\" «=<< »=>> €=EUR –=- …=..."
                        + " ß=ss Ž=Z";
        for (String form : forms.split(" ", -1)) {
            String c = form.substring(0, form.indexOf('='));
            Octets message =
                    Fixture.message(
                            HEAD + "Content-Type: text/plain; charset=" + charset + "\n\nx\n");
            byte[] output = Fixture.rewritten(message, Fixture.named("Soc" + c + "Ex"));

            Charset found = Charset.forName(charset.equals("us-ascii") ? "utf-8" : charset);
            String arrived =
                    found.newEncoder().canEncode(c) ? c : form.substring(form.indexOf('=') + 1);
            for (ForeignPart text :
                    List.of(ForeignParsers.mime4j(output), ForeignParsers.jakarta(output))) {
                assertThat(text.label().charset()).isEqualToIgnoringCase(found.name());
                assertThat(text.text()).startsWith("x\r\n").contains("Soc" + arrived + "Ex");
                assertThat(text.text().replace("message ?", "").replace("messages ?", ""))
                        .doesNotContain("?");
            }
        }
    }

    /** I-14: two parsers read the accents; Python's, the third, reads the golden mails. */
    @ParameterizedTest
    @CsvSource({
        "Content-Type: text/plain,7bit,Bonjour =41",
        "Content-Type: text/plain; charset=us-ascii,7bit,Bonjour =41",
        "Content-Type: text/plain; charset=\"US-ASCII\"; format=flowed,7bit,Bonjour =41",
        "Content-Type: text/plain; charset=us-ascii,quoted-printable,Bonjour =3D41",
        "Content-Type: text/plain; charset=us-ascii,base64,Qm9uam91ciA9NDE=",
        "X-None: x,7bit,Bonjour =41"
    })
    void accentsArriveInTextOfSevenBits(String type, String encoding, String body) {
        Octets message =
                Fixture.message(
                        HEAD
                                + type
                                + "\nContent-Transfer-Encoding: "
                                + encoding
                                + "\n\n"
                                + body
                                + "\n");

        byte[] output = Fixture.rewritten(message, Fixture.FRENCH);

        for (ForeignPart text :
                List.of(ForeignParsers.mime4j(output), ForeignParsers.jakarta(output))) {
            assertThat(text.text())
                    .startsWith("Bonjour =41")
                    .contains("Société Exemple SAS", "intérêt légitime");
        }
    }

    @Test
    void theRefusalCoversAllOnlyWhereThatIsTrue() {
        for (Language language : Language.values()) {
            String text =
                    new String(
                            Fixture.rewritten(
                                    Fixture.message(HEAD + "\nx\n"), Fixture.facts(language)),
                            StandardCharsets.US_ASCII);
            assertThat(text).doesNotContain("STOP").doesNotContain("toutes nos offres");
            assertThat(text).doesNotContain("all our offers").doesNotContain("at once");
        }
    }

    @Test
    void clausesFarBelowTheLastWordAreRefused() {
        String why = "structure: more than 100 empty lines in a row";

        for (String line : new String[] {"\n", "\f \t\n", "\u00a0\n"}) {
            String lines = HEAD + "Content-Type: text/plain; charset=utf-8\n\nx\n";
            Octets far = Fixture.utf8(lines + line.repeat(101) + "y\n");
            Octets near = Fixture.utf8(lines + line.repeat(99) + "y\n");
            assertThat(Fixture.verdict(far)).isEqualTo(why);
            assertThat(Fixture.verdict(near)).isEqualTo("edited");
        }
    }

    @Test
    void noCopyCarriesAnothersLink() {
        Octets message = Fixture.message(HEAD + "Content-Type: text/html\n\n<p>x</p>");
        RewritePlan plan = Fixture.planned(message, Fixture.FRENCH);
        CopyLinks other =
                new CopyLinks(
                        "https://exemple.fr/u/other",
                        Fixture.LINKS.noticeUrl(),
                        "l.exemple.fr",
                        "r");

        String copy =
                new String(
                        EditedMessage.of(message, plan.sharedEdits(), plan.copyEdits(other))
                                .toByteArray(),
                        StandardCharsets.US_ASCII);

        assertThat(Rewrites.count(copy, "https://exemple.fr/u/")).isEqualTo(2);
        assertThat(copy).contains("List-Unsubscribe: <https://exemple.fr/u/other>\r\n");
    }

    @Test
    void withoutClausesOnlyOurFieldsChange() {
        Octets message =
                Fixture.utf8(
                        "Bcc: x@y\n"
                                + HEAD
                                + "List-Unsubscribe: <https://t/>\nX-Octroi-Source: a\n"
                                + "Content-Transfer-Encoding: 8bit\n\nÉté\n");
        PlanResult result =
                new MimeRewriter("passerelle.exemple.fr")
                        .planWithoutClauses(
                                Fixture.scanned(message), Fixture.TOP, MimeRewriter.Form.AS_IS);

        RewritePlan plan = ((PlanResult.Planned) result).plan();
        String output =
                new String(Fixture.edited(message, plan).toByteArray(), StandardCharsets.UTF_8);
        assertThat(plan.clauses()).isEmpty();
        assertThat(output).doesNotContain("Bcc").doesNotContain("X-Octroi-Source");
        assertThat(output).contains("List-Unsubscribe: <https://t/>", "8bit\r\n\r\nÉté\r\n");
        assertThat(output).contains("\r\nMessage-ID: ", "\r\nDate: ", "X-Octroi-Ref: ");
    }

    @Test
    void rawUtf8InAFieldNeedsSmtpUtf8() {
        Octets message = Fixture.utf8("From: É <a@exemple.fr>\nSubject: x\n\nx\n");

        assertThat(Fixture.planned(message, Fixture.FRENCH).smtpUtf8Needed()).isTrue();
        assertThat(Fixture.planned(Fixture.message(HEAD + "\nx"), Fixture.FRENCH).smtpUtf8Needed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "=?utf-8?q?=E2=80=AEtxt?="})
    void aSubjectThatSaysNothingOrHidesIsRefused(String subject) {
        Octets message = Fixture.message("From: a@exemple.fr\nSubject: " + subject + "\n\nx\n");

        assertThat(Fixture.verdict(message)).startsWith("content: Subject");
    }

    @Test
    void linksAndTopFieldsCannotStartAnotherField() {
        assertThatThrownBy(() -> new CopyLinks("https://x/\r\nBcc: y", "https://x/", "l", "r"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CopyLinks("javascript:x", "https://x/", "l", "r"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CopyLinks("https://x/", "https://x/", "l>\r\n", "r"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new TopFields(
                                        "Received: a\r\nBcc: b",
                                        java.util.Optional.empty(),
                                        java.util.Optional.empty(),
                                        AddedFields.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A-13, WCAG 1.4.3: both colours of ours on our own background. */
    @ParameterizedTest
    @ValueSource(strings = {"333333", "0b57d0"})
    void theClausesAreLegible(String colour) {
        assertThat(ClauseStyle.BLOCK + ClauseStyle.TEXT + ClauseStyle.LINK)
                .contains("#" + colour, "#ffffff", "13px");
        assertThat(1.05 / (luminance(colour) + 0.05)).isGreaterThan(4.5);
    }

    private static double luminance(String colour) {
        double sum = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
