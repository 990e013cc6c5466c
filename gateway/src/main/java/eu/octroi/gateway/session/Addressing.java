// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.session.State.Admitting;
import eu.octroi.gateway.session.State.Chunked;
import eu.octroi.gateway.session.State.Closed;
import eu.octroi.gateway.session.State.Fresh;
import eu.octroi.gateway.session.State.Greeted;
import eu.octroi.gateway.session.State.Judging;
import eu.octroi.gateway.session.State.Pending;
import eu.octroi.gateway.session.State.Transaction;
import eu.octroi.gateway.smtp.Command.Mail;
import eu.octroi.gateway.smtp.Replies;

import java.util.function.Supplier;

/**
 * The part of a session in which a transaction gets its sender and recipients. Event-loop confined.
 */
final class Addressing {
    private final SessionRules rules;
    private final Supplier<MessageId> ids;
    private final Patience patience;

    Addressing(SessionRules rules, Supplier<MessageId> ids, Patience patience) {
        this.rules = rules;
        this.ids = ids;
        this.patience = patience;
    }

    /** Never an open relay: without an account there is no transaction (P12). */
    Step mail(State state, Peer peer, Mail mail) {
        return switch (state) {
            case Greeted _ when !peer.extended() && !mail.parameters().isEmpty() ->
                    patience.error(state, Replies.UNKNOWN_PARAMETER);
            case Greeted _ when mail.parameters().size().orElse(0) > rules.messageOctetsMax() ->
                    new Step(state, new Effect.Send(Replies.TOO_BIG));
            case Greeted _ ->
                    peer.account()
                            .map(account -> mail(state, account, mail))
                            .orElseGet(() -> patience.error(state, Replies.AUTH_REQUIRED));
            case Fresh _, Transaction _, Chunked _, Pending _, Closed _ ->
                    patience.error(state, Replies.BAD_SEQUENCE);
        };
    }

    private Step mail(State state, Account account, Mail mail) {
        MessageId id = ids.get();
        if (mail.from().isNull() && account.origin().streamClass().needsSender()) {
            return new Step(state, RecipientAnswers.toNullSender(account, id));
        }
        return new Step(
                new Admitting(id, account, mail), new Effect.Admit(account.origin().credential()));
    }

    Step rcpt(State state, Peer peer, EmailAddress to, RecipientWishes wishes) {
        return switch (state) {
            case Transaction _ when !peer.extended() && !RecipientWishes.NONE.equals(wishes) ->
                    patience.error(state, Replies.UNKNOWN_PARAMETER);
            case Transaction tx when tx.has(to) ->
                    new Step(state, new Effect.Send(Replies.RECIPIENT_OK));
            case Transaction tx when tx.to().size() == rules.recipientsMax() ->
                    new Step(state, new Effect.Send(Replies.TOO_MANY_RECIPIENTS));
            case Transaction tx when to.needsUtf8() && !tx.mail().parameters().smtpUtf8() ->
                    patience.error(tx.withRefusal(), Replies.NEEDS_SMTPUTF8);
            case Transaction tx ->
                    new Step(
                            new Judging(tx, to, wishes),
                            new Effect.Judge(
                                    new CopyId(tx.id(), tx.to().size()),
                                    tx.account().origin(),
                                    to));
            case Fresh _, Greeted _, Chunked _, Pending _, Closed _ ->
                    patience.error(state, Replies.BAD_SEQUENCE);
        };
    }
}
