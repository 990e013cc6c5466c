// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.spool.Rows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The order in which copies go out: streams take turns, so that a campaign of a million does not
 * hold up a password reset; within a stream the oldest goes first. Copies that failed wait aside
 * until their time.
 *
 * <p>It holds the numbers of rows only. Times are nanoseconds of a ticker that never goes back.
 * Event-loop confined.
 */
final class DeliveryQueue {
    private final CopyRows rows;
    private final int number;
    private final Map<StreamId, RowHeap> lanes = new LinkedHashMap<>();
    private final RowHeap deferred;
    private int ready;

    /**
     * Without copies.
     *
     * @param number of the route whose queue it is
     */
    DeliveryQueue(CopyRows rows, int number) {
        this.rows = rows;
        this.number = number;
        this.deferred = new RowHeap(rows, rows::isDueSooner);
    }

    /** Queues a copy that was in somebody's hands. */
    void add(QueuedCopy copy) {
        rows.write(copy);
        add(copy.row());
    }

    void add(int row) {
        rows.state(row, CopyState.QUEUED);
        rows.route(row, number);
        lanes.computeIfAbsent(rows.stream(row), _ -> new RowHeap(rows, rows::isOlder)).add(row);
        ready++;
    }

    /** Sets the copy aside until {@code due}, or until it expires if that is sooner. */
    void defer(QueuedCopy copy, long due) {
        rows.write(copy);
        int row = copy.row();
        boolean expiresFirst = copy.expiresAt() - due < 0;
        rows.due(row, expiresFirst ? copy.expiresAt() : due);
        rows.state(row, CopyState.RETRYING);
        rows.route(row, number);
        deferred.add(row);
    }

    /** Makes the copies ready whose time has come. */
    void promote(long now) {
        while (deferred.size() > 0 && rows.due(deferred.first()) - now <= 0) {
            int row = deferred.first();
            deferred.remove(row);
            add(row);
        }
    }

    /** The oldest ready copy of the stream whose turn it is, from now on in flight. */
    Optional<QueuedCopy> poll() {
        if (ready == 0) {
            return Optional.empty();
        }
        Map.Entry<StreamId, RowHeap> turn = lanes.entrySet().iterator().next();
        lanes.remove(turn.getKey());
        int row = turn.getValue().first();
        turn.getValue().remove(row);
        if (turn.getValue().size() > 0) {
            lanes.put(turn.getKey(), turn.getValue());
        }
        ready--;
        return Optional.of(taken(row));
    }

    /** A ready copy whose time to be delivered is over, from now on in flight. */
    Optional<QueuedCopy> pollExpired(long now) {
        for (RowHeap lane : lanes.values()) {
            int oldest = lane.first();
            if (rows.expiresAt(oldest) - now <= 0) {
                withdraw(oldest);
                return Optional.of(taken(oldest));
            }
        }
        return Optional.empty();
    }

    /** Takes out a copy that waits here; what it is then, the caller says. */
    void withdraw(int row) {
        if (rows.state(row) == CopyState.RETRYING) {
            deferred.remove(row);
            return;
        }
        RowHeap lane = lanes.getOrDefault(rows.stream(row), deferred);
        lane.remove(row);
        if (lane.size() == 0) {
            lanes.remove(rows.stream(row));
        }
        ready--;
    }

    /** When the next deferred copy becomes ready. */
    OptionalLong nextDue() {
        return deferred.size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(rows.due(deferred.first()));
    }

    /** When the oldest ready copy was accepted, in milliseconds since 1970. */
    OptionalLong oldestMillis() {
        int oldest = oldest();
        return oldest == Rows.NONE
                ? OptionalLong.empty()
                : OptionalLong.of(rows.timeMillis(oldest));
    }

    /** When the first of the ready copies expires. */
    OptionalLong nextExpiry() {
        int oldest = oldest();
        return oldest == Rows.NONE ? OptionalLong.empty() : OptionalLong.of(rows.expiresAt(oldest));
    }

    private int oldest() {
        int oldest = Rows.NONE;
        for (RowHeap lane : lanes.values()) {
            if (oldest == Rows.NONE || rows.isOlder(lane.first(), oldest)) {
                oldest = lane.first();
            }
        }
        return oldest;
    }

    boolean isEmpty() {
        return ready == 0 && deferred.size() == 0;
    }

    int ready() {
        return ready;
    }

    int deferred() {
        return deferred.size();
    }

    private QueuedCopy taken(int row) {
        rows.state(row, CopyState.IN_FLIGHT);
        return rows.copy(row);
    }
}
