// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static eu.octroi.gateway.intake.Company.mail;
import static eu.octroi.gateway.intake.Company.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;

import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a message at end of data, and what each recipient's copy is made of. */
final class MessageEditorTest {
    private static final Pattern LINK =
            Pattern.compile("List-Unsubscribe: <https://acme\\.example/u/([^>]+)>");

    private static Company acme;

    @BeforeAll
    static void found(@TempDir Path directory) throws IOException {
        acme = Company.in(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    # From                  | one more field                 | decision
                    Ann <ann@acme.example>  | none                           | taken
                    ann@mail.acme.example   | none                           | taken
                    ann@ACME.Example        | none                           | taken
                    ann@notacme.example     | none                           | unsigned-domain
                    ann@acme.example.org    | none                           | unsigned-domain
                    ann@example             | none                           | unsigned-domain
                    none                    | none                           | structure
                    a@acme.example, b@x.org | none                           | content
                    a@acme.example          | From: b@acme.example           | structure
                    ann@acme.example        | X-Octroi-Class: transactional  | sender-not-authorised
                    ann@acme.example        | X-Octroi-Class: prospecting    | sender-not-authorised
                    ann@acme.example        | X-Octroi-Source: register      | taken
                    ann@acme.example        | X-Octroi-Source: bought        | source-missing
                    ann@acme.example        | X-Octroi-Source: no name       | source-missing
                    ann@acme.example        | Content-Type: multipart/signed | structure
                    ann@elsewhere.example   | X-Octroi-Class: transactional  | unsigned-domain
                    """)
    void whoWritesAndWhatTheHeaderSaysDecide(String from, String field, String decision) {
        Octets whole = field == null ? mailOf(from) : mailOf(from, field);

        assertThat(word(decide("offers", whole))).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({"100, taken", "101, loop"})
    void aMessageThatPassedTooManyHopsIsLooping(int hops, String decision) {
        String[] trace = Collections.nCopies(hops, "Received: by x").toArray(String[]::new);

        assertThat(word(decide("offers", mail(trace)))).isEqualTo(decision);
    }

    @Test
    void theMessageMayNameTheSourceThatItsStreamLacks() {
        Acceptance taken = taken("sourceless", mail("X-Octroi-Source: register"));

        assertThat(taken.copies()).allMatch(c -> c.source().equals(source("register")));
        assertThat(decide("sourceless", mail()))
                .isInstanceOfSatisfying(
                        Decision.NotTaken.class,
                        not -> {
                            assertThat(not.tag()).isEqualTo(Tag.SOURCE_MISSING);
                            assertThat(not.why()).contains("set X-Octroi-Source");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"offers", "invoices"})
    void withoutAKeyNothingIsTakenThatMustBeSigned(String stream) throws IOException {
        MessageEditor keyless = acme.withoutKeys().parts().editor();

        Decision decision = keyless.decide(acme.sending(stream, "bob@client.example"), mail());

        assertThat(word(decision)).isEqualTo("unsigned-domain");
        assertThat(keyless.decide(acme.sending("raw", "bob@client.example"), mail()))
                .isInstanceOf(Decision.Taken.class);
    }

    @Test
    void aStreamWithoutRulesIsAFaultOfOursAndNoRefusal() {
        Submission known = acme.sending("offers", "bob@client.example");
        Origin origin = known.origin();
        Submission unknown =
                new Submission(
                        known.id(),
                        new Origin(
                                origin.credential(),
                                new StreamId("gone"),
                                origin.streamClass(),
                                origin.controller(),
                                origin.campaign()),
                        known.from(),
                        false,
                        known.client(),
                        known.recipients());

        assertThatThrownBy(() -> acme.parts().editor().decide(unknown, mail()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void everyCopyHasItsOwnLinkUnderAValidSignature() throws Exception {
        Submission submission = acme.sending("offers", "bob@client.example", "eve@client.example");

        Acceptance taken = taken(submission, mail());

        for (Copy copy : taken.copies()) {
            byte[] sent = sent(taken, copy, mail());
            assertThat(text(sent)).startsWith("DKIM-Signature:").contains("Acme Ltd", "Hello Bob.");
            assertThat(signatures(sent)).isEqualTo(1);
            var token = Company.TOKENS.verify(link(text(sent))).orElseThrow();
            assertThat(token.controller()).isEqualTo(Company.NUMBER);
            assertThat(token.person()).isEqualTo(Company.person(Company.NUMBER, copy.to()));
            assertThat(token.message()).isEqualTo(submission.id());
            assertThat(copy.clauses()).isNotEmpty();
            assertThat(copy.source()).isEqualTo(source("register"));
        }
        assertThat(taken.copies()).extracting(Copy::edits).doesNotHaveDuplicates();
    }

    @Test
    void whoIsDroppedHasAVerdictButNoEdits() {
        Submission submission =
                acme.submission(
                        "offers",
                        "ann@acme.example",
                        recipient("opposed@client.example", Company.OPPOSED),
                        recipient("bob@client.example", Verdict.Deliver.DELIVER),
                        recipient("info@client.example", new Verdict.Refused(Tag.ROLE_ADDRESS)),
                        recipient("late@client.example", Verdict.Undecided.UNDECIDED));

        Acceptance taken = taken(submission, mail());

        assertThat(taken.copies())
                .extracting(c -> c.verdict().permitsDelivery())
                .containsExactly(false, true, false, false);
        assertThat(taken.copies())
                .filteredOn(c -> !c.verdict().permitsDelivery())
                .allMatch(c -> c.edits().isEmpty() && c.clauses().isEmpty());
        assertThat(taken.copies().get(1).edits()).isNotEmpty();
    }

    @Test
    void anUnsignedTransactionalMessageKeepsEveryOctetOfItsOwn() {
        Octets utf8 =
                Octets.of(
                        """
                        Message-ID: <1@acme.example>\r
                        Date: Mon, 2 Nov 2026 09:00:00 +0100\r
                        From: ann@acme.example\r
                        Subject: Facture réglée\r
                        MIME-Version: 1.0\r
                        Content-Type: text/plain; charset=utf-8\r
                        Content-Transfer-Encoding: 8bit\r
                        \r
                        Dû : 1 €\r
                        """
                                .getBytes(StandardCharsets.UTF_8));

        Acceptance taken = taken("raw", utf8);

        String sent = text(sent(taken, taken.copies().getFirst(), utf8));
        assertThat(sent).endsWith(utf8.latin1()).doesNotContain("DKIM-Signature", "Unsubscribe");
        assertThat(sent.substring(0, sent.length() - utf8.length()))
                .matches("(?s)X-Octroi-Ref: [^\r]+\r\nReceived: .*");
        assertThat(taken.copies().getFirst().clauses()).isEmpty();
        assertThat(taken.copies().getFirst().source()).isEmpty();
    }

    @Test
    void aSignedTransactionalMessageGetsASignatureAndNoClauses() throws Exception {
        Acceptance taken = taken("invoices", mail());

        byte[] sent = sent(taken, taken.copies().getFirst(), mail());
        assertThat(signatures(sent)).isEqualTo(1);
        assertThat(text(sent)).endsWith("\r\n\r\nHello Bob.\r\n").doesNotContain("Unsubscribe");
    }

    @Test
    void whatTheToolSaysToUsAloneDoesNotLeave() {
        Octets mail = mail("X-Octroi-Reason: you asked", "Bcc: secret@client.example");

        Acceptance taken = taken("offers", mail);

        assertThat(text(sent(taken, taken.copies().getFirst(), mail)))
                .contains("you asked")
                .doesNotContain("X-Octroi-Reason", "\r\nBcc:", "secret@client.example");
    }

    @Test
    void theTraceNamesTheRecipientOnlyWhenThereIsOne() {
        Acceptance one = taken(acme.sending("offers", "bob@client.example"), mail());
        Acceptance two =
                taken(acme.sending("offers", "bob@client.example", "eve@c.example"), mail());

        assertThat(text(sent(one, one.copies().getFirst(), mail())))
                .containsPattern("for <bob@client\\.example>");
        for (Copy copy : two.copies()) {
            assertThat(text(sent(two, copy, mail()))).doesNotContain("bob@", "eve@");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # from             | to                  | suppressed | subject | needed
                    ann@acme.example   | bob@client.example  | false      | An ad   | false
                    ann@acme.example   | élodie@client.fr    | false      | An ad   | true
                    ann@acme.example   | élodie@client.fr    | true       | An ad   | false
                    ann@acme.example   | bob@épée.example    | false      | An ad   | false
                    anaïs@acme.example | bob@client.example  | false      | An ad   | true
                    ann@acme.example   | bob@client.example  | false      | Été     | true
                    """)
    void smtpUtf8IsNeededForWhatCannotBeSaidWithoutIt(
            String from, String to, boolean suppressed, String subject, boolean needed) {
        Submission submission =
                acme.submission(
                        "offers",
                        from,
                        recipient(to, suppressed ? Company.OPPOSED : Verdict.Deliver.DELIVER),
                        recipient("eve@client.example", Verdict.Deliver.DELIVER));
        String mail = mail().latin1().replace("An offer", subject);

        Acceptance taken = taken(submission, Octets.of(mail.getBytes(StandardCharsets.UTF_8)));

        assertThat(taken.smtpUtf8()).isEqualTo(needed);
    }

    private static Octets mailOf(String from, String... fields) {
        return from == null
                ? Octets.of("Subject: An offer\r\n\r\nHello Bob.\r\n")
                : Company.mailFrom(from, fields);
    }

    private static Decision decide(String stream, Octets mail) {
        return acme.parts().editor().decide(acme.sending(stream, "bob@client.example"), mail);
    }

    private static Acceptance taken(String stream, Octets mail) {
        return taken(acme.sending(stream, "bob@client.example"), mail);
    }

    private static Acceptance taken(Submission submission, Octets mail) {
        Decision decision = acme.parts().editor().decide(submission, mail);
        assertThat(decision).isInstanceOf(Decision.Taken.class);
        return ((Decision.Taken) decision).acceptance();
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Taken _ -> "taken";
            case Decision.NotTaken not -> not.tag().word();
        };
    }

    private static byte[] sent(Acceptance taken, Copy copy, Octets original) {
        return EditedMessage.of(original, taken.sharedEdits(), copy.edits()).toByteArray();
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1).replaceAll("\r\n[ \t]", " ");
    }

    private static String link(String sent) {
        Matcher link = LINK.matcher(sent);
        assertThat(link.find()).as(sent).isTrue();
        return link.group(1);
    }

    /** How many signatures an independent verifier finds valid; it throws for any that is not. */
    private static int signatures(byte[] message) throws Exception {
        String published = acme.keys().dnsRecords().getFirst().value();
        return new DKIMVerifier((method, selector, token) -> List.of(published))
                .verify(new ByteArrayInputStream(message))
                .size();
    }

    private static Optional<SourceId> source(String name) {
        return Optional.of(new SourceId(name));
    }
}
