// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.spool.SpooledMessage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An accepted message as delivery needs it: the spool's, or one in memory. Thread-safe. */
interface QueuedMessage {
    MessageId id();

    /** Whether {@link #acceptance()} needs no disk. */
    boolean isAtHand();

    /**
     * Has the decision at hand from now on; false when the message is done or can no longer be
     * read. Blocking unless it is at hand. Throws {@link
     * eu.octroi.gateway.spool.SpoolFailedException} when the disk fails.
     */
    boolean load();

    /** The decision without its edits; it must be at hand. */
    Acceptance acceptance();

    /** Whether this copy is still to be delivered. */
    boolean isOpen(int copy);

    /** What holds the copy back; empty when nothing does. */
    Optional<Intervention> hold(int copy);

    /** How long holds of the copy that have ended lasted. */
    Duration heldBefore(int copy);

    /** Completes once it is forced that a person held or released the copy. */
    CompletionStage<Void> intervene(int copy, Intervention intervention);

    /** The message whole, and the decision at hand afterwards; blocking. */
    SpooledMessage read();

    /** Completes once it is forced that the copy ended so; idempotent. */
    CompletionStage<Void> settle(int copy, Outcome outcome);
}
