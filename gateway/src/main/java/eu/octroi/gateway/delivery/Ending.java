// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.message.DeliveryReport;
import eu.octroi.gateway.message.DeliveryReport.Action;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How a copy ended and what the sender is told of it. Immutable.
 *
 * @param status enhanced status code for the report, should one be owed
 * @param fromNextHop whether the outcome's words are the next hop's
 * @param reported whether the report is forced already
 * @param forced completed once the outcome survives a crash
 */
record Ending(
        QueuedCopy copy,
        Outcome outcome,
        String status,
        boolean fromNextHop,
        boolean reported,
        CompletableFuture<Void> forced) {
    /** RFC 3463: other, and it went well. */
    private static final String RELAYED_STATUS = "2.0.0";

    /** The message must be at hand. */
    boolean isReportOwed() {
        return !reported
                && DeliveryReport.isOwed(copy.message().acceptance(), copy.index(), action());
    }

    /** What the sender is told. */
    Reporter.Said said() {
        return new Reporter.Said(
                action(),
                isRelayed() ? RELAYED_STATUS : status,
                outcome.response(),
                fromNextHop,
                Optional.empty());
    }

    /** The same, with the report forced. */
    Ending whenReported() {
        return new Ending(copy, outcome, status, fromNextHop, true, forced);
    }

    private Action action() {
        return isRelayed() ? Action.RELAYED : Action.FAILED;
    }

    /** RFC 3461 section 5.2.2: what is behind the next hop is not ours to tell. */
    private boolean isRelayed() {
        return outcome.kind() == Outcome.Kind.DELIVERED;
    }
}
