// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import eu.octroi.gateway.delivery.OrderResult;
import eu.octroi.gateway.domain.CopyId;

import java.util.List;

/**
 * How an order ended, in copies. Immutable.
 *
 * @param inFlight on their way to the next hop, left alone
 * @param inFlightIds the first of those
 * @param failed not recorded by the spool
 * @param more whether the same order has to be given again for the rest
 */
public record OrderAnswer(
        int done, int inFlight, List<String> inFlightIds, int failed, boolean more) {
    public OrderAnswer {
        inFlightIds = List.copyOf(inFlightIds);
    }

    public static OrderAnswer of(OrderResult result) {
        return new OrderAnswer(
                result.done(),
                result.inFlight(),
                result.inFlightIds().stream().map(CopyId::toString).toList(),
                result.failed(),
                result.more());
    }

    /** This and what came of giving it again. */
    public OrderAnswer plus(OrderAnswer next) {
        return new OrderAnswer(
                done + next.done, next.inFlight, next.inFlightIds, failed + next.failed, next.more);
    }
}
