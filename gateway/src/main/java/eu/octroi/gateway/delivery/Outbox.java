// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Octets;

import java.util.concurrent.CompletionStage;

/** Where reports are accepted: the spool, or memory. Thread-safe. */
interface Outbox {
    /** Completes once the report is forced; fails when it could not be. */
    CompletionStage<QueuedMessage> append(Acceptance acceptance, Octets message);
}
