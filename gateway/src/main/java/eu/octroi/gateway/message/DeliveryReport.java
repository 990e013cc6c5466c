// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.RecipientWishes.Moment;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.ReportWishes.Quote;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.smtp.ReceivedField;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A delivery status notification (RFC 3464, 6522): for people in French and English, for machines
 * per recipient, with the header fields of the original, and with all of it only where the sender
 * asked for that. It is all 7-bit, save for an internationalised address of its own reader.
 * Immutable.
 *
 * @param hostname the name in whose reports we speak
 * @param about the message this is about
 * @param arrived when that message was accepted
 * @param sender the envelope sender: the only reader
 * @param fates at least one
 * @param original the original message or its header alone
 * @param wishes what the sender asked of reports (RFC 3461)
 */
public record DeliveryReport(
        String hostname,
        MessageId about,
        Instant arrived,
        EmailAddress sender,
        List<Fate> fates,
        Octets original,
        ReportWishes wishes) {
    /** Quoted header octets; what is over it is cut at a line end. */
    static final int HEADER_MAX = 64 * 1024;

    /** A whole message larger than this is not quoted, although RET=FULL asked for it. */
    static final int QUOTED_MAX = 1024 * 1024;

    /** What became of a message on its way to a recipient, RFC 3464 section 2.3.3. */
    public enum Action {
        FAILED(Moment.FAILURE),
        /** Still under way and tried again. */
        DELAYED(Moment.DELAY),
        /** Handed on to the next hop, which is the last we know (RFC 3461 section 5.2.2). */
        RELAYED(Moment.SUCCESS);

        private final Moment moment;

        Action(Moment moment) {
            this.moment = moment;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of the message for one recipient.
     *
     * @param originalRecipient as ORCPT named it
     * @param status enhanced status code, such as {@code 5.1.1}
     * @param reason a reply or our own words; printable ASCII on one line
     * @param fromNextHop whether {@code reason} is what the next hop replied
     * @param retryUntil when what is delayed expires; else empty
     */
    public record Fate(
            Action action,
            EmailAddress recipient,
            Optional<String> originalRecipient,
            String status,
            String reason,
            boolean fromNextHop,
            Optional<Instant> retryUntil) {
        public Fate {
            if (!reason.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                throw new IllegalArgumentException("a reason is one line of printable ASCII");
            }
        }
    }

    public DeliveryReport {
        fates = List.copyOf(fates);
        if (fates.isEmpty()) {
            throw new IllegalArgumentException("a report about nobody");
        }
    }

    /** Whether a report is owed: never to the null path, never about a report, never unwanted. */
    public static boolean isOwed(Acceptance about, int copy, Action action) {
        return !about.from().isNull()
                && about.origin().streamClass() != StreamClass.REPORT
                && about.wishes().of(copy).wants(action.moment);
    }

    /** The decision to send this report, for the spool: null sender, one reader. */
    public Acceptance acceptance(MessageId id, Instant now, Origin origin) {
        Origin report =
                new Origin(
                        origin.credential(),
                        origin.stream(),
                        StreamClass.REPORT,
                        origin.controller(),
                        origin.campaign());
        Copy copy = new Copy(sender, Verdict.Deliver.DELIVER, "", Optional.empty(), List.of());
        return new Acceptance(
                id,
                now,
                report,
                ReversePath.NULL,
                sender.hasUtf8LocalPart(),
                List.of(),
                List.of(copy),
                Treatment.NONE);
    }

    /** The report itself, complete with header. */
    public Octets message(MessageId id, Instant now) {
        String boundary = "=_octroi_" + id;
        StringBuilder text = new StringBuilder(4096);
        appendHeader(text, id, now, boundary);
        text.append("--").append(boundary).append("\r\n");
        appendForPeople(text);
        text.append("\r\n--").append(boundary).append("\r\n");
        appendForMachines(text);
        text.append("\r\n--").append(boundary).append("\r\n");
        appendOriginal(text);
        text.append("\r\n--").append(boundary).append("--\r\n");
        return Octets.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void appendHeader(StringBuilder text, MessageId id, Instant now, String boundary) {
        text.append("From: MAILER-DAEMON@").append(hostname);
        text.append("\r\nTo: ").append(sender);
        text.append("\r\nSubject: ").append(words().subject());
        text.append("\r\nDate: ").append(ReceivedField.date(now));
        text.append("\r\nMessage-ID: <").append(id).append(".report@").append(hostname);
        text.append(">\r\nAuto-Submitted: auto-replied");
        text.append("\r\nMIME-Version: 1.0");
        text.append("\r\nContent-Type: multipart/report; report-type=delivery-status;");
        text.append("\r\n boundary=\"").append(boundary).append("\"\r\n\r\n");
    }

    /** What people read first. */
    private record Words(String subject, String french, String english) {}

    private Words words() {
        return switch (fates.getFirst().action()) {
            case FAILED ->
                    new Words(
                            "Undelivered mail / Message non remis",
                            "Votre message n'a pas été remis à :",
                            "Your message was not delivered to:");
            case DELAYED ->
                    new Words(
                            "Delayed mail / Message en attente",
                            "Votre message n'est pas encore remis ; il continue d'être"
                                    + " présenté à :",
                            "Your message is not delivered yet; it is still being tried for:");
            case RELAYED ->
                    new Words(
                            "Mail relayed / Message transmis",
                            "Votre message a été transmis au serveur suivant pour :",
                            "Your message was handed to the next server for:");
        };
    }

    private void appendForPeople(StringBuilder text) {
        StringBuilder human = new StringBuilder(1024);
        human.append(words().french()).append("\r\n\r\n");
        appendList(human);
        human.append("\r\nLes en-têtes du message sont joints. Référence : ").append(about);
        human.append("\r\n\r\n-- \r\n\r\n").append(words().english()).append("\r\n\r\n");
        appendList(human);
        human.append("\r\nThe header of the message is attached. Reference: ").append(about);
        human.append("\r\n");
        text.append("Content-Type: text/plain; charset=utf-8\r\n");
        text.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        text.append(quotedPrintable(human.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void appendList(StringBuilder human) {
        for (Fate one : fates) {
            human.append("  ").append(one.recipient()).append("\r\n      ");
            human.append(one.reason()).append("\r\n");
        }
    }

    private void appendForMachines(StringBuilder text) {
        text.append("Content-Type: message/delivery-status\r\n\r\n");
        text.append("Reporting-MTA: dns; ").append(hostname);
        wishes.envelopeId()
                .ifPresent(name -> text.append("\r\nOriginal-Envelope-Id: ").append(name));
        text.append("\r\nX-Octroi-Reference: ").append(about);
        text.append("\r\nArrival-Date: ").append(ReceivedField.date(arrived)).append("\r\n");
        for (Fate one : fates) {
            one.originalRecipient()
                    .ifPresent(name -> text.append("\r\nOriginal-Recipient: ").append(name));
            text.append("\r\nFinal-Recipient: ").append(typed(one.recipient()));
            text.append("\r\nAction: ").append(one.action().word());
            text.append("\r\nStatus: ").append(one.status());
            text.append("\r\nDiagnostic-Code: ");
            text.append(one.fromNextHop() ? "smtp; " : "x-octroi; ");
            text.append(one.reason()).append("\r\n");
            one.retryUntil()
                    .ifPresent(
                            until ->
                                    text.append("Will-Retry-Until: ")
                                            .append(ReceivedField.date(until))
                                            .append("\r\n"));
        }
    }

    /**
     * RFC 3461 section 4.3. What is large or not 7-bit comes as its header alone: a report must
     * reach its reader over any hop.
     */
    private void appendOriginal(StringBuilder text) {
        boolean isWhole =
                wishes.quote().equals(Optional.of(Quote.FULL))
                        && fates.getFirst().action() == Action.FAILED
                        && original.length() <= QUOTED_MAX
                        && !original.hasEightBit();
        if (isWhole) {
            text.append("Content-Type: message/rfc822\r\n\r\n").append(original.latin1());
        } else {
            appendOriginalHeader(text);
        }
    }

    private void appendOriginalHeader(StringBuilder text) {
        Octets header = header();
        text.append("Content-Type: text/rfc822-headers\r\n");
        if (header.hasEightBit()) {
            // RFC 6522 section 4 allows this one encoding where a header is not 7-bit.
            text.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
            text.append(quotedPrintable(header.toByteArray()));
        } else {
            text.append("\r\n").append(header.latin1());
        }
    }

    /** The original up to the empty line, cut at a line end where it is too long to quote. */
    private Octets header() {
        int lineStart = 0;
        int end = Math.min(original.length(), HEADER_MAX);
        while (true) {
            int lf = original.indexOf((byte) '\n', lineStart);
            if (lf < 0 || lf >= end || lf - lineStart <= 1) {
                return original.slice(0, lineStart);
            }
            lineStart = lf + 1;
        }
    }

    /** RFC 3464 section 2.3.2, and RFC 6533 section 3 for an address that is not ASCII. */
    private static String typed(EmailAddress address) {
        if (!address.needsUtf8()) {
            return "rfc822; " + address;
        }
        StringBuilder xtext = new StringBuilder("utf-8; ");
        address.toString().codePoints().forEach(c -> appendXtext(xtext, c));
        return xtext.toString();
    }

    private static void appendXtext(StringBuilder xtext, int c) {
        if (c > 0x20 && c < 0x7f && c != '+' && c != '=' && c != '\\') {
            xtext.append((char) c);
        } else {
            xtext.append("\\x{").append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            xtext.append('}');
        }
    }

    private static String quotedPrintable(byte[] octets) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(octets.length + 64);
        try (OutputStream encoder = MimeUtility.encode(encoded, "quoted-printable")) {
            encoder.write(octets);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (MessagingException unknown) {
            throw new IllegalStateException("the mail library lacks quoted-printable", unknown);
        }
        return encoded.toString(StandardCharsets.US_ASCII);
    }
}
