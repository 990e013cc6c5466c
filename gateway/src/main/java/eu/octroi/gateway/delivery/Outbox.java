// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;

import java.util.concurrent.CompletionStage;

/** Where reports are accepted: the spool, or memory. Thread-safe. */
interface Outbox {
    /** Messages of before the start that are still to be queued. */
    int toCome();

    /** A message that was accepted and is not wholly settled, with nothing of it at hand. */
    QueuedMessage message(MessageId id);

    /**
     * Completes once the report is forced; fails when it could not be. A copy waits for it to end,
     * so it may use the room that is kept back.
     */
    CompletionStage<QueuedMessage> append(Acceptance acceptance, Octets message);

    /** The same for a report that no copy waits for: it leaves alone what is kept back. */
    CompletionStage<QueuedMessage> appendIfRoom(Acceptance acceptance, Octets message);
}
