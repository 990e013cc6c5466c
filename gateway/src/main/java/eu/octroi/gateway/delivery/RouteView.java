// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The copies of one route, wherever they are on their way. Event-loop confined. */
record RouteView(DeliveryQueue queue, ReadAhead ahead, RouteConnections connections) {
    /** Adds the copies that fit. */
    void find(Predicate<QueuedCopy> fits, List<QueuedCopy> found) {
        queue.find(fits, found);
        ahead.find(fits, found);
        connections.find(fits, found);
    }

    /** Adds every copy to {@code seen}, as one of {@code route}. */
    void look(Optional<Route> route, List<Seen> seen) {
        queue.look(route, seen);
        ahead.look(route, seen);
        List<QueuedCopy> onTheWire = new ArrayList<>();
        connections.find(_ -> true, onTheWire);
        onTheWire.forEach(copy -> seen.add(new Seen(copy, CopyState.IN_FLIGHT, 0, route)));
    }

    /** How they stand; {@code trouble} is what is in their way. */
    QueueStats stats(String trouble) {
        return new QueueStats(
                queue.ready(),
                queue.deferred(),
                0,
                connections.busy() + ahead.loaded() + ahead.loading(),
                0,
                connections.standing(),
                queue.oldestReady()
                        .map(copy -> copy.message().id().timeMillis())
                        .map(Instant::ofEpochMilli),
                trouble);
    }
}
