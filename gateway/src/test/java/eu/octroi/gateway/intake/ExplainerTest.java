// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static eu.octroi.gateway.intake.Company.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.intake.Explanation.Decided;
import eu.octroi.gateway.intake.Explanation.EditReport;
import eu.octroi.gateway.intake.Explanation.Fate;
import eu.octroi.gateway.intake.Explanation.FieldChange;
import eu.octroi.gateway.intake.Explanation.PartReport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An explanation tells what is done, decided by what does it. */
final class ExplainerTest {
    private static final Octets TWO_PARTS =
            Octets.of(
                    """
                    From: ann@acme.example
                    Bcc: secret@client.example
                    List-Unsubscribe: <https://tool.example/>
                    Subject: An offer
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary=b

                    --b
                    Content-Type: text/plain

                    Hello.
                    --b
                    Content-Type: application/pdf
                    Content-Disposition: attachment
                    Content-Transfer-Encoding: base64

                    AAAA
                    --b--
                    """
                            .replace("\n", "\r\n"));

    private static Company acme;

    @BeforeAll
    static void found(@TempDir Path directory) throws IOException {
        acme = Company.in(directory);
    }

    @Test
    void whatIsAcceptedIsToldWithEveryDecision() {
        Explanation told = explained(mail(), Verdict.Deliver.DELIVER);

        assertThat(told.accepted()).isTrue();
        assertThat(told.reply()).startsWith("250 2.0.0 ");
        assertThat(told.decisions())
                .extracting(Decided::about)
                .containsExactly(
                        "relay",
                        "stream",
                        "controller",
                        "sender",
                        "recipients",
                        "author",
                        "subject",
                        "source",
                        "language",
                        "clauses",
                        "structure",
                        "next-hop",
                        "signature");
        assertThat(told.copies().getFirst().signatures())
                .containsExactly(
                        new Explanation.SignatureReport("acme.example", "s1", "rsa-sha256"));
    }

    @Test
    void theEditsMakeTheCopyFromTheMessage() {
        Explanation told = explained(TWO_PARTS, Verdict.Deliver.DELIVER);
        StringBuilder made = new StringBuilder(TWO_PARTS.latin1());

        for (EditReport edit : told.copies().getFirst().edits().reversed()) {
            assertThat(made.substring(edit.offset(), edit.offset() + edit.length()))
                    .isEqualTo(edit.removed());
            made.replace(edit.offset(), edit.offset() + edit.length(), edit.added());
        }

        assertThat(made).hasToString(told.copies().getFirst().message());
    }

    @Test
    void eachPartAndFieldHasItsFate() {
        Explanation told = explained(TWO_PARTS, Verdict.Deliver.DELIVER);

        assertThat(told.parts())
                .extracting(PartReport::path, PartReport::fate)
                .containsExactly(
                        tuple("1", Fate.KEPT), tuple("1.1", Fate.EDITED), tuple("1.2", Fate.LEFT));
        assertThat(told.fields())
                .anyMatch(f -> f.name().equals("Bcc") && f.change() == FieldChange.REMOVED)
                .anyMatch(
                        f ->
                                f.name().equals("List-Unsubscribe")
                                        && f.change() == FieldChange.REPLACED)
                .anyMatch(f -> f.name().equals("Received") && f.change() == FieldChange.ADDED)
                .anyMatch(f -> f.name().equals("Subject") && f.change() == FieldChange.KEPT);
        assertThat(told.result().get(1).text().orElseThrow())
                .startsWith("Hello.")
                .contains("Acme Ltd");
    }

    @Test
    void aRefusalIsToldAsTheToolWouldReadIt() {
        Explanation told =
                explained(mail("Content-Type: multipart/mixed"), Verdict.Deliver.DELIVER);

        assertThat(told.accepted()).isFalse();
        assertThat(told.reply()).startsWith("554 5.6.0 [structure] ");
        assertThat(told.tag()).contains("structure");
        assertThat(told.copies()).isEmpty();
    }

    @Test
    void whoIsOpposedIsRefusedAtRcpt() {
        Explanation told = explained(mail(), Company.OPPOSED);

        assertThat(told.accepted()).isFalse();
        assertThat(told.reply()).startsWith("550 5.7.1 [opposed] ");
        assertThat(told.recipients().getFirst().verdict()).isEqualTo("suppressed");
        assertThat(told.recipients().getFirst().detail()).startsWith("opposition of person since");
    }

    @Test
    void withoutAKeyTheCopyIsShownUnsigned() throws IOException {
        Explainer keyless =
                new Explainer(
                        acme.withoutKeys().parts(),
                        (_, _) -> Optional.empty(),
                        (_, _) -> Optional.empty(),
                        List.of());

        Explanation told = told(keyless.explain(question("tool", "bob@client.example"), mail()));

        assertThat(told.accepted()).isTrue();
        assertThat(told.copies().getFirst().signatures()).isEmpty();
        assertThat(told.recipients().getFirst().verdict()).isEqualTo("not asked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # credential | to                 | wrong
                    nobody       | bob@client.example | one of tool
                    tool+        | bob@client.example | one of tool
                    tool         | nonsense           | no e-mail address
                    """)
    void aQuestionThatMakesNoSenseIsNotAnswered(String credential, String to, String wrong) {
        ExplainResult result =
                explainer(Verdict.Deliver.DELIVER).explain(question(credential, to), mail());

        assertThat(result)
                .isInstanceOfSatisfying(
                        ExplainResult.Misasked.class,
                        misasked -> assertThat(misasked.why()).contains(wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\r\n", "a\r", "a\rb\r\n", "a\0\r\n"})
    void bareLineEndsAreRefusedAsOnTheWire(String body) {
        Octets whole = Octets.of(mail().latin1() + body);

        Explanation told = explained(whole, Verdict.Deliver.DELIVER);

        assertThat(told.reply()).startsWith("550 5.5.2 Bare CR");
    }

    @Test
    void theNullSenderIsRefusedForProspecting() {
        ExplainQuestion question =
                new ExplainQuestion("tool", Optional.of("<>"), List.of("bob@client.example"));

        Explanation told = told(explainer(Verdict.Deliver.DELIVER).explain(question, mail()));

        assertThat(told.reply()).startsWith("550 5.7.1 [null-sender] ");
    }

    @Test
    void aFileWithLineFeedsIsReadAsATextOfThisSystem() {
        Octets file = Octets.of(mail().latin1().replace("\r\n", "\n"));

        assertThat(LineEnds.onTheWire(file)).isEqualTo(mail());
        assertThat(LineEnds.onTheWire(mail())).isEqualTo(mail());
    }

    private static Explanation explained(Octets message, Verdict verdict) {
        return told(explainer(verdict).explain(question("tool", "bob@client.example"), message));
    }

    private static Explainer explainer(Verdict verdict) {
        return new Explainer(
                acme.parts(),
                (_, _) -> Optional.of(verdict),
                (_, _) -> Optional.empty(),
                List.of());
    }

    private static ExplainQuestion question(String credential, String to) {
        return new ExplainQuestion(credential, Optional.empty(), List.of(to));
    }

    private static Explanation told(ExplainResult result) {
        return switch (result) {
            case ExplainResult.Explained(Explanation explanation) -> explanation;
            case ExplainResult.Misasked(String why) -> throw new AssertionError(why);
        };
    }
}
