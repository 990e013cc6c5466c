// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The copies of one route, wherever they are on their way. Event-loop confined. */
record RouteView(DeliveryQueue queue, ReadAhead ahead, RouteConnections connections) {
    /** How they stand; {@code trouble} is what is in their way. */
    QueueStats stats(String trouble) {
        OptionalLong oldest = queue.oldestMillis();
        return new QueueStats(
                queue.ready(),
                queue.deferred(),
                0,
                connections.busy() + ahead.loaded() + ahead.loading(),
                0,
                connections.standing(),
                oldest.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(oldest.getAsLong())),
                trouble);
    }
}
