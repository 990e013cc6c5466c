// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.ReportWishes.Quote;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.message.DeliveryReport.Action;
import eu.octroi.gateway.smtp.Command;
import eu.octroi.gateway.smtp.CommandParser;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Delivery reports as others read them: the DSN parser of Jakarta Mail. */
final class DeliveryReportTest {
    private static final MessageId ABOUT = new MessageId(1, 2);
    private static final MessageId ID = new MessageId(3, 4);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final EmailAddress SENDER = new EmailAddress("ventes", "acme.example");
    private static final ReversePath SENDER_PATH = ReversePath.of(SENDER);
    private static final EmailAddress LOST = new EmailAddress("jean", "client.example");
    private static final String ORIGINAL =
            "From: Acme <ventes@acme.example>\r\nSubject: Offre\r\n folded\r\n\r\nSECRET BODY\r\n";

    private static DeliveryReport report(String original, DeliveryReport.Fate... fates) {
        return new DeliveryReport(
                "gate.example",
                ABOUT,
                NOW,
                SENDER,
                List.of(fates),
                Octets.of(original),
                ReportWishes.NONE);
    }

    private static DeliveryReport.Fate failed(EmailAddress to) {
        return new DeliveryReport.Fate(
                Action.FAILED,
                to,
                Optional.empty(),
                "5.1.1",
                "550 5.1.1 nobody here",
                true,
                Optional.empty());
    }

    private static MimeMessage parse(Octets message) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.toByteArray()));
    }

    private static MultipartReport multipart(Octets message) throws Exception {
        return new MultipartReport(parse(message).getDataHandler().getDataSource());
    }

    private static DeliveryStatus status(Octets message) throws Exception {
        MimeMultipart parts = multipart(message);
        try (InputStream in = parts.getBodyPart(1).getInputStream()) {
            return new DeliveryStatus(in);
        }
    }

    private static Origin origin(StreamClass streamClass) {
        return new Origin(
                new CredentialId("tool"),
                new StreamId("prospection"),
                streamClass,
                new ControllerNumber(1),
                Optional.empty());
    }

    @Test
    void aMailLibraryReadsWhoFailedAndWhy() throws Exception {
        EmailAddress other = new EmailAddress("anne", "client.example");
        Octets message =
                report(
                                ORIGINAL,
                                failed(LOST),
                                new DeliveryReport.Fate(
                                        Action.FAILED,
                                        other,
                                        Optional.empty(),
                                        "5.7.1",
                                        "550 5.7.1 [opposed] objected",
                                        false,
                                        Optional.empty()))
                        .message(ID, NOW);

        DeliveryStatus status = status(message);

        assertThat(status.getMessageDSN().getHeader("Reporting-MTA"))
                .containsExactly("dns; gate.example");
        assertThat(status.getRecipientDSNCount()).isEqualTo(2);
        InternetHeaders first = status.getRecipientDSN(0);
        assertThat(first.getHeader("Final-Recipient"))
                .containsExactly("rfc822; jean@client.example");
        assertThat(first.getHeader("Action")).containsExactly("failed");
        assertThat(first.getHeader("Status")).containsExactly("5.1.1");
        assertThat(first.getHeader("Diagnostic-Code"))
                .containsExactly("smtp; 550 5.1.1 nobody here");
        assertThat(status.getRecipientDSN(1).getHeader("Diagnostic-Code"))
                .containsExactly("x-octroi; 550 5.7.1 [opposed] objected");
    }

    @Test
    void theHeaderIsQuotedAndTheBodyNever() throws Exception {
        Octets message = report(ORIGINAL, failed(LOST)).message(ID, NOW);

        MultipartReport parts = multipart(message);

        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(parts.getBodyPart(2).getContentType()).isEqualTo("text/rfc822-headers");
        try (InputStream quoted = parts.getBodyPart(2).getInputStream()) {
            assertThat(new String(quoted.readAllBytes(), StandardCharsets.ISO_8859_1).strip())
                    .isEqualTo(ORIGINAL.substring(0, ORIGINAL.indexOf("\r\n\r\n")));
        }
        assertThat(message.latin1()).doesNotContain("SECRET");
    }

    @Test
    void itsOwnHeaderSaysItIsAReportNobodyMustAnswer() throws Exception {
        Octets octets = report(ORIGINAL, failed(LOST)).message(ID, NOW);

        MimeMessage message = parse(octets);

        assertThat(message.getFrom()[0]).hasToString("MAILER-DAEMON@gate.example");
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getAllRecipients()[0]).hasToString(SENDER.toString());
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(message.getContentType()).contains("report-type=delivery-status");
        assertThat(message.getSentDate().toInstant()).isEqualTo(NOW);
        assertThat(octets.hasEightBit()).isFalse();
        assertThat(octets.latin1().replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void peopleReadItInFrenchAndEnglish() throws Exception {
        Octets octets = report(ORIGINAL, failed(LOST)).message(ID, NOW);

        String text = (String) multipart(octets).getBodyPart(0).getContent();

        assertThat(text)
                .contains("Votre message n'a pas été remis", "Your message was not delivered")
                .contains(LOST.toString(), ABOUT.toString());
    }

    @Test
    void anInternationalisedRecipientIsWrittenInAscii() throws Exception {
        EmailAddress foreign = new EmailAddress("jos\u00e9+a", "client.example");
        Octets octets = report(ORIGINAL, failed(foreign)).message(ID, NOW);

        assertThat(octets.hasEightBit()).isFalse();
        assertThat(status(octets).getRecipientDSN(0).getHeader("Final-Recipient"))
                .containsExactly("utf-8; jos\\x{E9}\\x{2B}a@client.example");
    }

    @Test
    void aRawEightBitHeaderIsQuotedInSevenBits() throws Exception {
        String raw = "Subject: caf\u00e9\r\n\r\nx";
        Octets octets = report(raw, failed(LOST)).message(ID, NOW);

        assertThat(octets.hasEightBit()).isFalse();
        try (InputStream quoted = multipart(octets).getBodyPart(2).getInputStream()) {
            assertThat(new String(quoted.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("Subject: caf\u00e9");
        }
    }

    @Test
    void aHugeHeaderIsCutAtALineEnd() {
        String huge = "X: 0123456789\r\n".repeat(10_000);
        Octets octets = report(huge, failed(LOST)).message(ID, NOW);

        assertThat(octets.length()).isBetween(60_000, DeliveryReport.HEADER_MAX + 4_000);
        assertThat(octets.latin1()).contains("X: 0123456789\r\n\r\n--=_octroi_");
    }

    @Test
    void itIsAcceptedFromTheNullSenderForTheSenderAlone() {
        Acceptance acceptance =
                report(ORIGINAL, failed(LOST)).acceptance(ID, NOW, origin(StreamClass.PROSPECTING));

        assertThat(acceptance.from()).isEqualTo(ReversePath.NULL);
        assertThat(acceptance.origin()).isEqualTo(origin(StreamClass.REPORT));
        assertThat(acceptance.copies()).hasSize(1);
        assertThat(acceptance.copies().getFirst().to()).isEqualTo(SENDER);
    }

    /** RFC 3461 sections 5.2.2 to 5.2.5, for a hop behind which nothing is known. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # asked               | relayed | failed
                    nothing               | false   | true
                    NEVER                 | false   | false
                    SUCCESS               | true    | false
                    FAILURE               | false   | true
                    DELAY                 | false   | false
                    SUCCESS,FAILURE       | true    | true
                    FAILURE,DELAY         | false   | true
                    SUCCESS,DELAY         | true    | false
                    SUCCESS,FAILURE,DELAY | true    | true
                    """)
    void aReportIsOwedAsAsked(String asked, boolean relayed, boolean failed) {
        Acceptance about = about(SENDER_PATH, StreamClass.PROSPECTING, asked);

        assertThat(DeliveryReport.isOwed(about, 0, Action.RELAYED)).isEqualTo(relayed);
        assertThat(DeliveryReport.isOwed(about, 0, Action.FAILED)).isEqualTo(failed);
    }

    @Test
    void nobodyIsToldOfAReportAndTheNullPathIsToldNothing() {
        Acceptance report = about(SENDER_PATH, StreamClass.REPORT, "SUCCESS,FAILURE");
        Acceptance fromNobody = about(ReversePath.NULL, StreamClass.CUSTOMER, "nothing");

        assertThat(DeliveryReport.isOwed(report, 0, Action.FAILED)).isFalse();
        assertThat(DeliveryReport.isOwed(report, 0, Action.RELAYED)).isFalse();
        assertThat(DeliveryReport.isOwed(fromNobody, 0, Action.FAILED)).isFalse();
    }

    private static Acceptance about(ReversePath from, StreamClass streamClass, String asked) {
        String parameters = asked.equals("nothing") ? "" : " NOTIFY=" + asked;
        Command rcpt = CommandParser.parse(Octets.of("RCPT TO:<" + LOST + ">" + parameters));
        RecipientWishes wishes = ((Command.Rcpt) rcpt).wishes();
        Copy copy = new Copy(LOST, Verdict.Deliver.DELIVER, "", Optional.empty(), List.of());
        return new Acceptance(
                ABOUT,
                NOW,
                origin(streamClass),
                from,
                false,
                List.of(),
                List.of(copy),
                Treatment.NONE,
                new ReportWishes(Optional.empty(), Optional.empty(), List.of(wishes)));
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, FAILED, true",
        "HEADER, FAILED, false",
        "FULL, RELAYED, false",
        "HEADER, RELAYED, false"
    })
    void theBodyComesBackOnlyWithAFailureAndWhenAskedFor(Quote quote, Action action, boolean whole)
            throws Exception {
        Octets report = asked(quote, action, ORIGINAL).message(ID, NOW);

        assertThat(multipart(report).getBodyPart(2).isMimeType("message/rfc822")).isEqualTo(whole);
        assertThat(report.latin1().contains("SECRET")).isEqualTo(whole);
    }

    @Test
    void aBodyThatIsNot7BitStaysAtHome() {
        String original = ORIGINAL.replace("SECRET", "SECRET\u00e9");

        Octets report = asked(Quote.FULL, Action.FAILED, original).message(ID, NOW);

        assertThat(report.latin1()).doesNotContain("SECRET");
    }

    @Test
    void theNamesTheSenderGaveComeBack() throws Exception {
        DeliveryStatus status =
                status(asked(Quote.HEADER, Action.RELAYED, ORIGINAL).message(ID, NOW));

        assertThat(status.getMessageDSN().getHeader("Original-Envelope-Id"))
                .containsExactly("campaign 7+8");
        assertThat(status.getRecipientDSN(0).getHeader("Original-Recipient"))
                .containsExactly("rfc822;anne@client.example");
        assertThat(status.getRecipientDSN(0).getHeader("Action")).containsExactly("relayed");
    }

    @Test
    void aDelaySaysUntilWhenItIsTried() throws Exception {
        Octets message =
                report(
                                ORIGINAL,
                                new DeliveryReport.Fate(
                                        Action.DELAYED,
                                        LOST,
                                        Optional.empty(),
                                        "4.4.7",
                                        "not delivered yet",
                                        false,
                                        Optional.of(Instant.parse("2026-11-25T09:30:00Z"))))
                        .message(ID, NOW);

        InternetHeaders recipient = status(message).getRecipientDSN(0);

        assertThat(recipient.getHeader("Action")).containsExactly("delayed");
        assertThat(recipient.getHeader("Status")).containsExactly("4.4.7");
        assertThat(recipient.getHeader("Will-Retry-Until"))
                .containsExactly("Wed, 25 Nov 2026 09:30:00 +0000");
        assertThat(parse(message).getSubject()).isEqualTo("Delayed mail / Message en attente");
    }

    private static DeliveryReport asked(Quote quote, Action action, String original) {
        Optional<String> named = Optional.of("rfc822;anne@client.example");
        return new DeliveryReport(
                "gate.example",
                ABOUT,
                NOW,
                SENDER,
                List.of(
                        new DeliveryReport.Fate(
                                action, LOST, named, "5.1.1", "said", true, Optional.empty())),
                Octets.of(original.getBytes(StandardCharsets.ISO_8859_1)),
                new ReportWishes(Optional.of(quote), Optional.of("campaign 7+8"), List.of()));
    }

    @Test
    void aReasonCannotSmuggleALine() {
        assertThatThrownBy(
                        () ->
                                new DeliveryReport.Fate(
                                        Action.FAILED,
                                        LOST,
                                        Optional.empty(),
                                        "5.0.0",
                                        "a\r\nX: b",
                                        true,
                                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
