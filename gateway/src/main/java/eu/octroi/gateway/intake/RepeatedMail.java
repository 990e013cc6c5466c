// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.dkim.OwnSignature;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.message.ScannedMessage;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import java.util.Optional;

/**
 * Recognises a message that left through us with its clauses and comes back as it left.
 *
 * <p>Two things must hold. The reference in its header names this controller and the one recipient
 * of this transaction, and only we can write it. And our own signature verifies over the message,
 * the reference included, so that the clauses it speaks of are still there. A reference put on
 * another body, or used for another person, buys nothing: clauses are added as to any message. The
 * cheap test comes first, so that an ordinary message pays one look at its field names.
 * Thread-safe.
 */
final class RepeatedMail {
    private static final String REFERENCE = "X-Octroi-Ref";

    private final OwnSignature signature;
    private final UnsubscribeTokens tokens;
    private final PersonKeys persons;

    RepeatedMail(OwnSignature signature, UnsubscribeTokens tokens, PersonKeys persons) {
        this.signature = signature;
        this.tokens = tokens;
        this.persons = persons;
    }

    /** The id under which we sent the message first; empty when it is none of ours. */
    Optional<MessageId> first(Submission submission, ScannedMessage message, StreamRules stream) {
        if (message.count(REFERENCE) != 1 || submission.recipients().size() != 1) {
            return Optional.empty();
        }
        // Not covered by the signature, and could turn the whole text into an attachment.
        if (message.count("Content-Disposition") > 0) {
            return Optional.empty();
        }
        return message.header(REFERENCE)
                .flatMap(reference -> referred(reference, submission, stream.number()))
                .filter(_ -> signature.standsOver(message.original(), message.from().domain()));
    }

    /** One recipient of a transaction: a second one would get the first one's link. */
    private Optional<MessageId> referred(
            String reference, Submission submission, ControllerNumber controller) {
        return tokens.referred(
                reference,
                controller,
                persons.of(controller, submission.recipients().getFirst().address()));
    }
}
