// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;

import java.util.Optional;

/** How one recipient is refused at RCPT. Immutable. */
public record RecipientRefusal(Tag tag, Reply reply) {

    /**
     * What a tool with this answer profile hears of a verdict; empty when it hears 250, because the
     * person may be mailed or because the drop is reported later.
     *
     * @param controller the company in whose name the mail would have been sent
     * @param reference our name for the message
     */
    public static Optional<RecipientRefusal> of(
            Verdict verdict, AnswerProfile answer, String controller, String reference) {
        return switch (verdict) {
            case Verdict.Deliver _ -> Optional.empty();
            case Verdict.Suppressed(var entry) -> {
                String text =
                        entry.reason().isOpposition()
                                ? Refusals.recipientText(Tag.OPPOSED, controller)
                                : Refusals.SUPPRESSED;
                yield of(answer, Tag.OPPOSED, text, reference);
            }
            case Verdict.Refused(Tag tag) ->
                    of(answer, tag, Refusals.recipientText(tag, controller), reference);
            case Verdict.Capped capped -> of(answer, capped, reference);
            // Whatever the profile: neither taken nor refused for good (B-03).
            case Verdict.Undecided _ ->
                    Optional.of(
                            new RecipientRefusal(Tag.UNAVAILABLE, Refusals.unavailable(reference)));
        };
    }

    /** A stream that defers says so to every tool: only then does it try again (C-04). */
    private static Optional<RecipientRefusal> of(
            AnswerProfile answer, Verdict.Capped capped, String reference) {
        return of(
                capped.isForNow() ? AnswerProfile.TEMPFAIL : answer,
                Tag.CAP,
                Refusals.cappedText(capped),
                reference);
    }

    private static Optional<RecipientRefusal> of(
            AnswerProfile answer, Tag tag, String text, String reference) {
        return switch (answer) {
            case DROP_AND_REPORT -> Optional.empty();
            case REFUSE ->
                    Optional.of(new RecipientRefusal(tag, Refusals.refused(tag, text, reference)));
            case TEMPFAIL ->
                    Optional.of(
                            new RecipientRefusal(
                                    tag, Refusals.refusedForNow(tag, text, reference)));
        };
    }
}
