// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Optional;
import java.util.function.Function;

/**
 * Ends copies of one route that wait in vain: as many in one turn as leaves other work of the loop
 * its turn, and none while outcomes find no room. Event-loop confined.
 */
final class Dismissal {
    private final DeliveryQueue queue;
    private final Outcomes outcomes;
    private final Settlement settlement;

    Dismissal(DeliveryQueue queue, Outcomes outcomes, Settlement settlement) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.settlement = settlement;
    }

    /** Ends what waits for a destination that takes no mail; false while some are left. */
    boolean refuse(Found.Never never) {
        for (int ended = 0; ended < ReadAhead.TAKEN_PER_TURN; ended++) {
            Optional<QueuedCopy> copy = next(DeliveryQueue::poll);
            if (copy.isEmpty()) {
                return queue.ready() == 0;
            }
            outcomes.refuse(copy.get(), never);
        }
        return false;
    }

    /** While nobody can be reached, copies whose time is over are not kept waiting for it. */
    void expire(long now, String why) {
        for (int ended = 0; ended < ReadAhead.TAKEN_PER_TURN; ended++) {
            Optional<QueuedCopy> copy = next(waiting -> waiting.pollExpired(now));
            if (copy.isEmpty()) {
                return;
            }
            outcomes.expire(copy.get(), why);
        }
    }

    private Optional<QueuedCopy> next(Function<DeliveryQueue, Optional<QueuedCopy>> taken) {
        return settlement.isBlocked() ? Optional.empty() : taken.apply(queue);
    }
}
