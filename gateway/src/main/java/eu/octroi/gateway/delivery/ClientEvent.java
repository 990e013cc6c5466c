// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Verdict;

/** What happens to a connection to the next hop. */
sealed interface ClientEvent {
    /** A whole reply has come. */
    record Replied(HopReply reply) implements ClientEvent {}

    /** A copy is to go over this connection, which is ready. */
    record Begin(Transaction transaction) implements ClientEvent {}

    /** The answer to {@link ClientEffect.Judge}, in the same turn. */
    record Judged(Verdict verdict) implements ClientEvent {}

    /** The handshake succeeded, with certificate and name verified where that is required. */
    record Secured() implements ClientEvent {}

    /** The operating system has taken the whole message, final dot included. */
    record ContentWritten() implements ClientEvent {}

    /** The connection has nothing more to do. */
    record Stop() implements ClientEvent {}

    /** The connection is gone or no longer to be trusted. */
    record Lost(AttemptResult.Cause cause, String why) implements ClientEvent {}
}
