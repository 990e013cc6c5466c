// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Tag;

import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** I-35: reports for machines pass as they are where a stream sends them, and nowhere else. */
final class ReportMailTest {
    private static final String BOB = "bob@client.example";

    private static Company acme;

    @BeforeAll
    static void found(@TempDir Path directory) throws IOException {
        acme = Company.in(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery-status", "disposition-notification", "feedback-report"})
    void unsignedItKeepsEveryOctet(String type) {
        String report = report(type);

        String sent = sent("raw", report);

        assertThat(sent).endsWith(report).doesNotContain("DKIM-Signature");
        assertThat(sent.substring(0, sent.length() - report.length()))
                .matches("(?s)X-Octroi-Ref: [^\r]+\r\nReceived: .*\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery-status", "disposition-notification", "feedback-report"})
    void signedItKeepsEveryOctetOfItsBody(String type) throws Exception {
        String report = report(type);

        String sent = sent("invoices", report);

        assertThat(sent).startsWith("DKIM-Signature:").endsWith(report);
        String published = acme.keys().dnsRecords().getFirst().value();
        assertThat(
                        new DKIMVerifier((_, _, _) -> List.of(published))
                                .verify(
                                        new ByteArrayInputStream(
                                                sent.getBytes(StandardCharsets.ISO_8859_1))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery-status", "disposition-notification", "feedback-report"})
    void amongOffersItIsRefused(String type) {
        Decision decision = decide("offers", report(type));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.NotTaken.class,
                        not -> assertThat(not.tag()).isEqualTo(Tag.STRUCTURE));
    }

    private static String sent(String stream, String mail) {
        Acceptance taken = ((Decision.Taken) decide(stream, mail)).acceptance();
        assertThat(taken.copies()).hasSize(1);
        assertThat(taken.copies().getFirst().clauses()).isEmpty();
        return Octets.of(
                        EditedMessage.of(
                                        Octets.of(mail),
                                        taken.sharedEdits(),
                                        taken.copies().getFirst().edits())
                                .toByteArray())
                .latin1();
    }

    private static Decision decide(String stream, String mail) {
        return acme.parts().editor().decide(acme.sending(stream, BOB), Octets.of(mail));
    }

    /** With octets above ASCII, a quoted text and spaces at line ends: all would be edited. */
    private static String report(String type) {
        return """
        Message-ID: <1@acme.example>
        Date: Mon, 2 Nov 2026 09:00:00 +0100
        From: Mail <postmaster@acme.example>
        To: bob@client.example
        Subject: Report
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=%1$s; boundary="=_b"

        preamble
        --=_b
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Votre message n’a pas été remis.\s\s
        --=_b
        Content-Type: message/%1$s

        Reporting-MTA: dns; gate.example
        Original-Recipient: rfc822;x@client.example

        Final-Recipient: rfc822;x@client.example
        Action: failed
        Status: 5.1.1
        --=_b
        Content-Type: text/rfc822-headers

        From: ann@acme.example
        X-Octroi-Reason: what was asked
        List-Unsubscribe: <https://acme.example/u/x>
        --=_b--
        epilogue
        """
                .formatted(type)
                .replace("\n", "\r\n")
                .transform(
                        text ->
                                new String(
                                        text.getBytes(StandardCharsets.UTF_8),
                                        StandardCharsets.ISO_8859_1));
    }
}
