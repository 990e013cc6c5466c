// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.session.State.Judging;
import eu.octroi.gateway.session.State.Transaction;
import eu.octroi.gateway.smtp.RecipientRefusal;
import eu.octroi.gateway.smtp.Refusals;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.util.Optional;

/** How a verdict is told, by the credential's answer profile. Immutable. */
final class RecipientAnswers {
    private RecipientAnswers() {}

    static Step to(Judging judging, Verdict verdict) {
        Transaction tx = judging.transaction();
        EmailAddress to = judging.to();
        Account account = tx.account();
        return RecipientRefusal.of(
                        verdict, account.answer(), account.controller(), tx.id().toString())
                .map(refusal -> refuse(tx, to, refusal))
                .orElseGet(() -> take(judging, verdict));
    }

    /** Prospecting never goes out with the null path, which is for reports (H-31). */
    static Effect toNullSender(Account account, MessageId id) {
        String text = Refusals.recipientText(Tag.NULL_SENDER, account.controller());
        Reply reply = Refusals.refused(Tag.NULL_SENDER, text, id.toString());
        return new Effect.Refuse(reply, account.origin(), Optional.empty(), Tag.NULL_SENDER);
    }

    private static Step refuse(Transaction tx, EmailAddress to, RecipientRefusal refusal) {
        return new Step(
                tx.withRefusal(),
                new Effect.Refuse(
                        refusal.reply(), tx.account().origin(), Optional.of(to), refusal.tag()));
    }

    private static Step take(Judging judging, Verdict verdict) {
        Addressee taken = new Addressee(judging.to(), verdict, judging.wishes());
        return new Step(judging.transaction().with(taken), new Effect.Send(Replies.RECIPIENT_OK));
    }
}
