// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.smtp.Command.Mail;

import java.util.ArrayList;
import java.util.List;

/** Where a session stands; each state carries exactly what is valid in it. Immutable. */
public sealed interface State {
    /** An effect is pending, or a line that is no command: no command may come. */
    sealed interface Pending extends State {}

    /** Connected, or just encrypted: nothing said. */
    record Fresh() implements State {}

    /** EHLO or HELO heard, no transaction. */
    record Greeted() implements State {}

    /** Waits for the next response of an AUTH exchange. */
    record Challenged(SaslExchange exchange) implements Pending {}

    /** Waits for what is kept of a user's password. */
    record LookingUp(ScramStart start) implements Pending {}

    /**
     * Waits for password or proof to be checked.
     *
     * @param lastWord what is said before the 235; empty: nothing
     */
    record Authenticating(String user, String lastWord) implements Pending {}

    /** Waits for the TLS handshake. */
    record Securing() implements Pending {}

    /** Waits to hear whether the credential may send another message now. */
    record Admitting(MessageId id, Account account, Mail mail) implements Pending {}

    /**
     * MAIL was accepted.
     *
     * @param id our name for the message, quoted in every reply about it
     * @param refusals recipients refused so far
     */
    record Transaction(MessageId id, Account account, Mail mail, List<Addressee> to, int refusals)
            implements State {
        Transaction with(Addressee addressee) {
            List<Addressee> more = new ArrayList<>(to.size() + 1);
            more.addAll(to);
            more.add(addressee);
            return new Transaction(id, account, mail, more, refusals);
        }

        Transaction withRefusal() {
            return new Transaction(id, account, mail, to, refusals + 1);
        }

        boolean has(EmailAddress address) {
            return to.stream().anyMatch(addressee -> addressee.address().equals(address));
        }
    }

    /** Waits for the verdict on one recipient. */
    record Judging(Transaction transaction, EmailAddress to, RecipientWishes wishes)
            implements Pending {}

    /** Between 354 and the final dot, or within the last chunk. */
    record Receiving(Transaction transaction) implements Pending {}

    /** Within a chunk that is not the last. */
    record ReceivingChunk(Transaction transaction) implements Pending {}

    /** Between two chunks of a message. */
    record Chunked(Transaction transaction) implements State {}

    /** Within a chunk that counts for nothing: what comes of it is known already. */
    record Discarding(Step then) implements Pending {}

    /** The message is with intake; its reply is awaited. */
    record Taking() implements Pending {}

    /** The last reply is said. */
    record Closed() implements State {}
}
