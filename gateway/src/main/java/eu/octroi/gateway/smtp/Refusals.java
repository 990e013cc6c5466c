// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Refusals that name their reason by a stable tag, such as {@code 550 5.7.1 [opposed] Recipient has
 * objected to prospecting from Acme (ref 01J…)}: the catalogue is {@code docs/refusals.md}.
 */
public final class Refusals {
    /** The words for a person on the list who did not ask for it, such as a dead mailbox. */
    public static final String SUPPRESSED = "Recipient is on the suppression list";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);

    /** So that a tool that comes back at the minute it was told is not told another one. */
    private static final Duration ROUND_UP = Duration.ofMillis(59_999);

    private Refusals() {}

    /**
     * The final answer for this tag; for {@link Tag#UNAVAILABLE}, which is never final, a temporary
     * one.
     *
     * @param text generic words; what is not printable ASCII is replaced, what is too long is cut
     * @param reference our name for this decision; in the ledger under the same one
     */
    public static Reply refused(Tag tag, String text, String reference) {
        return switch (tag) {
            case OPPOSED,
                    CAP,
                    CONSENT_REQUIRED,
                    SOURCE_MISSING,
                    IDENTITY_MISSING,
                    UNSIGNED_DOMAIN,
                    RELAY_DENIED,
                    SENDER_NOT_AUTHORISED,
                    ROLE_ADDRESS,
                    DISPOSABLE,
                    CAMPAIGN_UNAPPROVED,
                    CONTENT,
                    NULL_SENDER ->
                    Reply.of(550, 7, 1, words(tag, text, reference));
            case STRUCTURE -> Reply.of(554, 6, 0, words(tag, text, reference));
            case LOOP -> Reply.of(554, 4, 6, words(tag, text, reference));
            case UNAVAILABLE -> Reply.of(451, 3, 0, words(tag, text, reference));
        };
    }

    /** The same decision told as a temporary one, for the answer profile {@code tempfail}. */
    public static Reply refusedForNow(Tag tag, String text, String reference) {
        return Reply.of(450, 7, 1, words(tag, text, reference));
    }

    /** Nothing can be said now, so nothing may be sent yet: 451 (B-03). */
    public static Reply unavailable(String reference) {
        return refused(Tag.UNAVAILABLE, "Cannot be checked now, try again later", reference);
    }

    /**
     * The words for a recipient refused under {@code tag}.
     *
     * @param controller the company in whose name the mail would have been sent
     */
    public static String recipientText(Tag tag, String controller) {
        return switch (tag) {
            case OPPOSED -> "Recipient has objected to prospecting from " + controller;
            case CAP -> "Recipient has been written to often enough";
            case CONSENT_REQUIRED -> "Recipient has to agree first";
            case SOURCE_MISSING -> "Source of the recipient's details is missing";
            case IDENTITY_MISSING -> "Identity of the sender is incomplete";
            case UNSIGNED_DOMAIN -> "Domain of the sender has no signing key";
            case STRUCTURE -> "Message cannot be edited with certainty";
            case UNAVAILABLE -> "Cannot be checked now, try again later";
            case RELAY_DENIED -> "Relaying is not permitted";
            case SENDER_NOT_AUTHORISED -> "Sender is not authorised for this address";
            case ROLE_ADDRESS -> "Recipient is a role address";
            case DISPOSABLE -> "Recipient is a disposable address";
            case CAMPAIGN_UNAPPROVED -> "Campaign is not approved";
            case CONTENT -> "Message is not acceptable";
            case LOOP -> "Message is looping";
            case NULL_SENDER -> "Prospecting needs a sender address";
        };
    }

    /** The words for a recipient whom a cap protects: which cap, and when it has room again. */
    public static String cappedText(Verdict.Capped capped) {
        Instant next = capped.until().plus(ROUND_UP).truncatedTo(ChronoUnit.MINUTES);
        return "Recipient has been written to often enough (%s), next %s"
                .formatted(capped.cap(), MINUTE.format(next));
    }

    private static String words(Tag tag, String text, String reference) {
        String head = "[" + tag.word() + "] ";
        String tail = " (ref " + ascii(reference) + ")";
        String body = ascii(text);
        int room = Math.max(0, Reply.TEXT_MAX - head.length() - tail.length());
        return head + (body.length() > room ? body.substring(0, room) : body) + tail;
    }

    /** Accents are dropped, all else that is no printable ASCII becomes a question mark. */
    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\x20-\\x7e]", "?");
    }
}
