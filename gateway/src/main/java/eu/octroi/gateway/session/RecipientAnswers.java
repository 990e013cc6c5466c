// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.session.State.Transaction;
import eu.octroi.gateway.smtp.Refusals;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.util.Optional;

/** How a verdict is told, by the credential's answer profile. Immutable. */
final class RecipientAnswers {
    private RecipientAnswers() {}

    static Step to(Transaction tx, EmailAddress to, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Deliver _ -> take(tx, to, verdict);
            case Verdict.Suppressed(var entry) -> {
                String text =
                        entry.reason().isOpposition()
                                ? text(tx.account(), Tag.OPPOSED)
                                : Refusals.SUPPRESSED;
                yield refuse(tx, to, verdict, Tag.OPPOSED, text);
            }
            case Verdict.Refused(Tag tag) -> refuse(tx, to, verdict, tag, text(tx.account(), tag));
            // Whatever the profile: neither taken nor refused for good (B-03).
            case Verdict.Undecided _ ->
                    refuse(tx, to, Tag.UNAVAILABLE, Refusals.unavailable(tx.id().toString()));
        };
    }

    /** Prospecting never goes out with the null path, which is for reports (H-31). */
    static Effect toNullSender(Account account, MessageId id) {
        String text = text(account, Tag.NULL_SENDER);
        Reply reply = Refusals.refused(Tag.NULL_SENDER, text, id.toString());
        return new Effect.Refuse(reply, account.origin(), Optional.empty(), Tag.NULL_SENDER);
    }

    private static Step refuse(
            Transaction tx, EmailAddress to, Verdict verdict, Tag tag, String text) {
        return switch (tx.account().answer()) {
            case DROP_AND_REPORT -> take(tx, to, verdict);
            case REFUSE -> refuse(tx, to, tag, Refusals.refused(tag, text, tx.id().toString()));
            case TEMPFAIL ->
                    refuse(tx, to, tag, Refusals.refusedForNow(tag, text, tx.id().toString()));
        };
    }

    private static Step refuse(Transaction tx, EmailAddress to, Tag tag, Reply reply) {
        return new Step(
                tx.withRefusal(),
                new Effect.Refuse(reply, tx.account().origin(), Optional.of(to), tag));
    }

    private static Step take(Transaction tx, EmailAddress to, Verdict verdict) {
        return new Step(tx.with(to, verdict), new Effect.Send(Replies.RECIPIENT_OK));
    }

    private static String text(Account account, Tag tag) {
        return Refusals.recipientText(tag, account.controller());
    }
}
