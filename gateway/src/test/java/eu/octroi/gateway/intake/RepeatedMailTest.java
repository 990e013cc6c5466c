// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Treatment;

import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A-14 and H-15: a message that passes twice has one set of clauses; one that loops is stopped. */
final class RepeatedMailTest {
    private static final String BOB = "bob@client.example";
    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+/u/([A-Za-z0-9_-]{74})");
    private static final Pattern CLAUSE = Pattern.compile("Prefer not to hear from us again");

    @TempDir private static Path directory;
    private static Company acme;

    @BeforeAll
    static void makeTheKey() throws IOException {
        acme = Company.in(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offers", "invoices", "raw"})
    void ourOwnMailGoesOnAsItIs(String stream) throws Exception {
        String first = sentTo(BOB);

        Acceptance again = pass(stream, first, BOB);

        String second = sent(again, first);
        assertThat(second).startsWith("Received: from ").endsWith("\r\n" + first);
        assertThat(second.substring(0, second.length() - first.length()))
                .containsOnlyOnce("Received:")
                .doesNotContain("DKIM");
        assertThat(clauses(second)).isEqualTo(1);
        assertThat(isSigned(second)).isTrue();
        assertThat(again.treatment().kind()).isEqualTo(Treatment.Kind.REPEATED);
        assertThat(again.treatment().summary()).matches("repeated first=[0-9A-Z]{26}");
    }

    @Test
    void itsLinkStillNamesThePersonAndTheFirstPass() {
        String first = sentTo(BOB);

        String second = sent(pass("offers", first, BOB), first);

        var token = Company.TOKENS.verify(link(second)).orElseThrow();
        assertThat(token.person()).isEqualTo(Company.person(Company.NUMBER, Company.address(BOB)));
        assertThat(second).contains("X-Octroi-Ref: " + token.message() + ".");
    }

    @Test
    void whatAHopPutOnTopDoesNotMatter() {
        String first = sentTo(BOB);
        String onTheWay =
                "Received: from a by b; Mon, 2 Nov 2026 09:00:00 +0100\r\n"
                        + "Return-Path: <ann@acme.example>\r\nX-Spam: no\r\n"
                        + first;

        Acceptance again = pass("offers", onTheWay, BOB);

        assertThat(again.treatment().kind()).isEqualTo(Treatment.Kind.REPEATED);
        assertThat(sent(again, onTheWay)).contains("X-Spam: no").doesNotContain("Return-Path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # what             | part                  | other
                    the text           | Hello Bob.            | Hello Rob.
                    the clause         | Prefer not            | Prefer nut
                    the link           | /u/A                  | /u/B
                    the subject        | Subject: An           | Subject: No
                    the author         | From: Ann             | From: Eve
                    the reference      | X-Octroi-Ref: 0       | X-Octroi-Ref: 1
                    its MAC            | Ref: ([0-9A-Z]{26}.)(.) | Ref: $1!
                    the signature      | (\\s)b=.              | $1b=!
                    the body hash      | bh=(.)                | bh=/
                    the domain         | d=acme.example        | d=evil.example
                    the selector       | s=s1                  | s=s2
                    the algorithm      | a=rsa-sha256          | a=rsa-sha1
                    the covered fields | from:from             | from
                    the date           | (?m)^Date: ...        | Date: Xyz
                    a new attachment   | ^DKIM                 | Content-Disposition: inline\\nDKIM
                    an added List-Help | ^DKIM                 | List-Help: <https://x.example>\\nDKIM
                    an added Sender    | ^DKIM                 | Sender: eve@acme.example\\nDKIM
                    more text          | Hello Bob.            | Hello Bob.\\nMore.
                    a second reference | (?m)^X-Octroi-Ref     | X-Octroi-Ref: x\\nX-Octroi-Ref
                    """)
    void whatChangedSinceIsTreatedAsAnyMail(String what, String part, String other) {
        String first = sentTo(BOB);
        String changed = first.replaceFirst(part, other.replace("\\n", "\r\n"));
        assertThat(changed).as(what).isNotEqualTo(first);

        assertThat(isRecognised("offers", changed, BOB)).as(what).isFalse();
    }

    @Test
    void aSecondAuthorOrSubjectIsNoMailAtAll() {
        for (String field : List.of("From: eve@acme.example", "Subject: Other")) {
            String changed = field + "\r\n" + sentTo(BOB);

            assertThat(decide("offers", changed, BOB)).isInstanceOf(Decision.NotTaken.class);
        }
    }

    @Test
    void ourMailForSomebodyElseGetsClausesForThem() {
        String first = sentTo(BOB);

        Acceptance eve = pass("offers", first, "eve@client.example");

        String second = sent(eve, first);
        assertThat(eve.treatment().kind()).isEqualTo(Treatment.Kind.EDITED);
        assertThat(clauses(second)).isEqualTo(2);
        assertThat(link(second.substring(second.indexOf("List-Unsubscribe:"))))
                .isNotEqualTo(link(first));
    }

    @Test
    void withASecondRecipientNobodyIsRecognised() {
        String first = sentTo(BOB);

        Acceptance both = pass("offers", first, BOB, "eve@client.example");

        assertThat(both.treatment().kind()).isEqualTo(Treatment.Kind.EDITED);
        assertThat(both.copies()).allMatch(copy -> !copy.clauses().isEmpty());
    }

    @Test
    void ourMailForAnotherControllerIsNotRecognised() {
        String first = sentTo(BOB);
        IntakeParts parts = acme.parts();
        MessageEditor other =
                new IntakeParts(
                                parts.settings(),
                                _ -> new ControllerNumber(8),
                                (_, address) -> Company.person(Company.NUMBER, address),
                                parts.tokens(),
                                parts.keys(),
                                parts.signer(),
                                parts.publicUrl(),
                                parts.ids(),
                                parts.clock())
                        .editor();

        Decision decision = other.decide(acme.sending("offers", BOB), Octets.of(first));

        assertThat(((Decision.Taken) decision).acceptance().treatment().kind())
                .isEqualTo(Treatment.Kind.EDITED);
    }

    @Test
    void aReferenceOnAnotherMailBuysNothing() {
        String reference = field("X-Octroi-Ref", sentTo(BOB));
        String signature = field("DKIM-Signature", sentTo(BOB));

        for (String fields : List.of(reference, signature + reference, "X-Octroi-Ref: x\r\n")) {
            String bare = fields + Company.mail().latin1();

            String second = sent(pass("offers", bare, BOB), bare);

            assertThat(clauses(second)).as(fields).isEqualTo(1);
            assertThat(link(second)).isNotEqualTo(link(sentTo(BOB)));
        }
    }

    @Test
    void aReplyThatQuotesOurMailGetsClauses() {
        String quoted = "> " + sentTo(BOB).replace("\r\n", "\r\n> ");
        String reply = Company.mail().latin1().replace("Hello Bob.", "As I said:\r\n" + quoted);

        Acceptance taken = pass("offers", reply, BOB);

        assertThat(taken.treatment().kind()).isEqualTo(Treatment.Kind.EDITED);
        assertThat(clauses(sent(taken, reply))).isEqualTo(2);
    }

    /** It is signed by us and has a reference, but no clauses. */
    @Test
    void aMailWithoutClausesGetsThemInAStreamThatNeedsThem() {
        Octets mail = Company.mail();
        String invoice = sent(pass("invoices", mail.latin1(), BOB), mail.latin1());

        Acceptance taken = pass("offers", invoice, BOB);

        assertThat(taken.treatment().kind()).isEqualTo(Treatment.Kind.EDITED);
        assertThat(clauses(sent(taken, invoice))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4, taken", "5, loop"})
    void whatPassedGatewaysLikeUsTooOftenIsLooping(int passes, String decision) {
        String trace = "Received: from x by y (Octroi) with ESMTP id z; now\r\n";

        Decision made = decide("offers", trace.repeat(passes) + Company.mail().latin1(), BOB);

        assertThat(word(made)).isEqualTo(decision);
    }

    @Test
    void eachPassLeavesItsTraceUntilTheSixthIsRefused() {
        String mail = Company.mail().latin1();
        for (int pass = 0; pass < MessageEditor.PASSES_MAX; pass++) {
            mail = sent(pass("offers", mail, BOB), mail);
            assertThat(clauses(mail)).isEqualTo(1);
        }

        assertThat(word(decide("offers", mail, BOB))).isEqualTo("loop");
    }

    private static String sentTo(String recipient) {
        String mail = Company.mail("Date: Mon, 2 Nov 2026 09:00:00 +0100").latin1();
        return sent(pass("offers", mail, recipient), mail);
    }

    private static boolean isRecognised(String stream, String mail, String to) {
        return switch (decide(stream, mail, to)) {
            case Decision.NotTaken _ -> false;
            case Decision.Taken taken ->
                    taken.acceptance().treatment().kind() == Treatment.Kind.REPEATED;
        };
    }

    private static Acceptance pass(String stream, String mail, String... to) {
        Decision decision = decide(stream, mail, to);
        assertThat(decision).isInstanceOf(Decision.Taken.class);
        return ((Decision.Taken) decision).acceptance();
    }

    private static Decision decide(String stream, String mail, String... to) {
        return acme.parts().editor().decide(acme.sending(stream, to), Octets.of(mail));
    }

    private static String sent(Acceptance taken, String original) {
        Copy copy = taken.copies().getFirst();
        EditedMessage edited =
                EditedMessage.of(Octets.of(original), taken.sharedEdits(), copy.edits());
        return Octets.of(edited.toByteArray()).latin1();
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Taken _ -> "taken";
            case Decision.NotTaken not -> not.tag() == Tag.LOOP ? "loop" : not.why();
        };
    }

    private static long clauses(String mail) {
        return CLAUSE.matcher(mail).results().count();
    }

    private static String link(String mail) {
        Matcher link = LINK.matcher(mail);
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String field(String name, String mail) {
        Matcher field = Pattern.compile("(?m)^" + name + ":.*\r\n([ \t].*\r\n)*").matcher(mail);
        assertThat(field.find()).isTrue();
        return field.group();
    }

    private static boolean isSigned(String mail) throws Exception {
        String published = acme.keys().dnsRecords().getFirst().value();
        return new DKIMVerifier((_, _, _) -> List.of(published))
                        .verify(new ByteArrayInputStream(Octets.of(mail).toByteArray()))
                        .size()
                == 1;
    }
}
