// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.message.DeliveryReport.Action;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How a copy ended and what the sender is told of it. Immutable.
 *
 * @param status enhanced status code for the report; empty where none is owed
 * @param fromNextHop whether the outcome's words are the next hop's
 * @param forced completed once the outcome survives a crash
 */
record Ending(
        QueuedCopy copy,
        Outcome outcome,
        String status,
        boolean fromNextHop,
        CompletableFuture<Void> forced) {
    boolean isReportOwed() {
        return !status.isEmpty();
    }

    /** What the sender is told. */
    Reporter.Said said() {
        boolean isRelayed = outcome.kind() == Outcome.Kind.DELIVERED;
        return new Reporter.Said(
                isRelayed ? Action.RELAYED : Action.FAILED,
                status,
                outcome.response(),
                fromNextHop,
                Optional.empty());
    }

    /** The same, with the report forced. */
    Ending reported() {
        return new Ending(copy, outcome, "", fromNextHop, forced);
    }
}
