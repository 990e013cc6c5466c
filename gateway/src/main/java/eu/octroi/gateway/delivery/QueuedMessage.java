// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.spool.SpooledMessage;

import java.util.concurrent.CompletionStage;

/** An accepted message as delivery needs it: the spool's, or one in memory. Thread-safe. */
interface QueuedMessage {
    MessageId id();

    StreamId stream();

    /** The decision without its edits; decoded at each call. */
    Acceptance acceptance();

    /** Whether this copy is still to be delivered. */
    boolean isOpen(int copy);

    /** The message whole; blocking. */
    SpooledMessage read();

    /** Completes once it is forced that the copy ended so; idempotent. */
    CompletionStage<Void> settle(int copy, Outcome outcome);
}
