// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.smtp.Reply;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the connection has to do next; where an effect has a result, it is fed back to the session
 * and no command is read before.
 */
public sealed interface Effect {
    /** Send the reply, read on. */
    record Send(Reply reply) implements Effect {}

    /** Send the reply, tell the ledger of the decision, read on. */
    record Refuse(Reply reply, Origin origin, Optional<EmailAddress> to, Tag tag)
            implements Effect {}

    /** Send the reply and close. */
    record Close(Reply reply) implements Effect {}

    /** Send the challenge; the next line is a response, not a command. */
    record Challenge(Reply reply) implements Effect {}

    /** Find what is kept of the user's password, then {@link SmtpSession#found}. */
    record LookUp(String user) implements Effect {}

    /** Check the evidence, then {@link SmtpSession#authenticated}. */
    record Authenticate(Evidence evidence) implements Effect {}

    /**
     * Drop the connection when anything was pipelined behind STARTTLS; otherwise send the reply,
     * shake hands, then {@link SmtpSession#secured}.
     */
    record StartTls(Reply reply) implements Effect {}

    /**
     * Ask whether this credential may send another message now, then {@link SmtpSession#admitted}.
     */
    record Admit(CredentialId credential) implements Effect {}

    /**
     * Ask policy, then {@link SmtpSession#judged}; or {@link SmtpSession#postponed} unasked.
     *
     * @param copy of the message under way, were the recipient taken
     */
    record Judge(CopyId copy, Origin origin, EmailAddress to) implements Effect {}

    /**
     * Send the reply, read octets up to the final dot, then {@link SmtpSession#received}.
     *
     * @param declared size named by the client: a hint for the first buffer, nothing else
     * @param convertLineFeeds whether a bare LF is a line end (H-06)
     */
    record Receive(Reply reply, OptionalLong declared, boolean convertLineFeeds)
            implements Effect {}

    /**
     * Read that many octets as part of the message, then {@link SmtpSession#chunkReceived}, or
     * {@link SmtpSession#received} when it is the last chunk or must be refused.
     */
    record ReceiveChunk(long octets, boolean isLast) implements Effect {}

    /** Read that many octets and forget them, then {@link SmtpSession#discarded}. */
    record Discard(long octets) implements Effect {}

    /** Forget the chunks received so far, send the reply, read on. */
    record Forget(Reply reply) implements Effect {}

    /** Hand the message over, then {@link SmtpSession#taken}. */
    record Take(Envelope envelope) implements Effect {}
}
