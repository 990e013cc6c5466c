// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.ReversePath;

import java.util.Optional;

/** One line of the client, read: RFC 5321 section 4.1.1 and the extensions we offer. Immutable. */
public sealed interface Command {

    /**
     * Whether the client has to wait for our answer before it says more: RFC 2920 section 3.1.
     * After STARTTLS and QUIT nothing is heard in any case.
     */
    default boolean endsGroup() {
        return switch (this) {
            case Ehlo _, Helo _, Data _, Noop _, Vrfy _, Expn _ -> true;
            case Mail _,
                    Rcpt _,
                    RcptPostmaster _,
                    Bdat _,
                    Uncounted _,
                    Rset _,
                    Quit _,
                    Help _,
                    Auth _,
                    StartTls _,
                    Http _,
                    BareLineEnd _,
                    Malformed _ ->
                    false;
        };
    }

    /** Section 4.1.1.1; {@code client} is what it calls itself, printable ASCII. */
    record Ehlo(String client) implements Command {}

    /** The greeting without extensions. */
    record Helo(String client) implements Command {}

    /** Section 4.1.1.2. */
    record Mail(ReversePath from, MailParameters parameters) implements Command {}

    /** Section 4.1.1.3, with the parameters of RFC 3461. */
    record Rcpt(EmailAddress to, RecipientWishes wishes) implements Command {}

    /** {@code RCPT TO:<Postmaster>}, the one mailbox that needs no domain: section 4.5.1. */
    record RcptPostmaster(RecipientWishes wishes) implements Command {}

    /** Section 4.1.1.4. */
    record Data() implements Command {}

    /**
     * RFC 3030 section 2.
     *
     * @param octets of the chunk that follows the line
     * @param isLast whether the message ends with it
     */
    record Bdat(long octets, boolean isLast) implements Command {}

    /** Begins like BDAT but does not say how much follows: nothing behind it can be understood. */
    record Uncounted() implements Command {}

    /** Section 4.1.1.5. */
    record Rset() implements Command {}

    /** Section 4.1.1.9. */
    record Noop() implements Command {}

    /** Section 4.1.1.10. */
    record Quit() implements Command {}

    /** Section 4.1.1.6; what is asked is not kept, since the answer never depends on it. */
    record Vrfy() implements Command {}

    /** Section 4.1.1.7. */
    record Expn() implements Command {}

    /** Section 4.1.1.8. */
    record Help() implements Command {}

    /**
     * RFC 4954 section 4.
     *
     * @param mechanism in upper case
     * @param initial the initial response, still in base64; {@code =} stands for an empty one
     */
    record Auth(String mechanism, Optional<String> initial) implements Command {
        /** Nothing of the response: it may hold a password. */
        @Override
        public String toString() {
            return "Auth[" + mechanism + "]";
        }
    }

    /** RFC 3207 section 4. */
    record StartTls() implements Command {}

    /** A verb of HTTP: a browser was led here, and none of its lines may count (P5). */
    record Http() implements Command {}

    /** A line with a bare CR or a bare LF: where such a line ends is a matter of opinion (H-05). */
    record BareLineEnd() implements Command {}

    /**
     * Anything else, with the reply that says what is wrong with it.
     *
     * @param verb in upper case, {@code UNKNOWN} when it is none of ours
     */
    record Malformed(String verb, Reply reply) implements Command {
        /** A recipient was named and is not taken. */
        public boolean isRecipient() {
            return "RCPT".equals(verb);
        }
    }
}
