// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.StreamId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The order in which copies go out: streams take turns, so that a campaign of a million does not
 * hold up a password reset; within a stream the oldest goes first. Copies that failed wait aside
 * until their time.
 *
 * <p>It holds handles only, about a hundred octets each, and what the spool can hold bounds it.
 * Times are nanoseconds of a ticker that never goes back. Event-loop confined.
 */
final class DeliveryQueue {
    private static final Comparator<QueuedCopy> OLDEST_FIRST =
            (a, b) -> {
                int byAge = Long.signum(a.expiresAt() - b.expiresAt());
                return byAge != 0 ? byAge : Integer.compare(a.index(), b.index());
            };

    /** A copy that waits for its time. */
    private record Deferred(QueuedCopy copy, long due) {}

    private final Map<StreamId, PriorityQueue<QueuedCopy>> lanes = new LinkedHashMap<>();
    private final PriorityQueue<Deferred> deferred =
            new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
    private int ready;

    void add(QueuedCopy copy) {
        lanes.computeIfAbsent(copy.stream(), _ -> new PriorityQueue<>(OLDEST_FIRST)).add(copy);
        ready++;
    }

    /** Sets the copy aside until {@code due}, or until it expires if that is sooner. */
    void defer(QueuedCopy copy, long due) {
        boolean expiresFirst = copy.expiresAt() - due < 0;
        deferred.add(new Deferred(copy, expiresFirst ? copy.expiresAt() : due));
    }

    /** Makes the copies ready whose time has come. */
    void promote(long now) {
        for (Deferred next = deferred.peek();
                next != null && next.due() - now <= 0;
                next = deferred.peek()) {
            deferred.remove();
            add(next.copy());
        }
    }

    /** The oldest ready copy of the stream whose turn it is. */
    Optional<QueuedCopy> poll() {
        if (ready == 0) {
            return Optional.empty();
        }
        Map.Entry<StreamId, PriorityQueue<QueuedCopy>> turn = lanes.entrySet().iterator().next();
        QueuedCopy copy = turn.getValue().remove();
        lanes.remove(turn.getKey());
        if (!turn.getValue().isEmpty()) {
            lanes.put(turn.getKey(), turn.getValue());
        }
        ready--;
        return Optional.of(copy);
    }

    /** A ready copy whose time to be delivered is over. */
    Optional<QueuedCopy> pollExpired(long now) {
        for (PriorityQueue<QueuedCopy> lane : lanes.values()) {
            QueuedCopy oldest = lane.element();
            if (oldest.isExpired(now)) {
                lane.remove();
                lanes.values().removeIf(PriorityQueue::isEmpty);
                ready--;
                return Optional.of(oldest);
            }
        }
        return Optional.empty();
    }

    /** Adds those that wait and fit, in no order. */
    void find(Predicate<QueuedCopy> fits, List<QueuedCopy> found) {
        lanes.values().forEach(lane -> lane.stream().filter(fits).forEach(found::add));
        deferred.stream().map(Deferred::copy).filter(fits).forEach(found::add);
    }

    /** Adds every copy to {@code seen}, in no order. */
    void look(Optional<Route> route, List<Seen> seen) {
        for (PriorityQueue<QueuedCopy> lane : lanes.values()) {
            lane.forEach(copy -> seen.add(new Seen(copy, CopyState.QUEUED, 0, route)));
        }
        for (Deferred one : deferred) {
            seen.add(new Seen(one.copy(), CopyState.RETRYING, one.due(), route));
        }
    }

    /** Takes out those of the copies that are here, in one pass over the whole queue. */
    List<Seen> withdraw(Optional<Route> route, Set<QueuedCopy> wanted) {
        List<Seen> taken = new ArrayList<>();
        for (PriorityQueue<QueuedCopy> lane : lanes.values()) {
            lane.removeIf(
                    copy ->
                            wanted.contains(copy)
                                    && taken.add(new Seen(copy, CopyState.QUEUED, 0, route)));
        }
        lanes.values().removeIf(PriorityQueue::isEmpty);
        ready -= taken.size();
        deferred.removeIf(
                one ->
                        wanted.contains(one.copy())
                                && taken.add(
                                        new Seen(
                                                one.copy(), CopyState.RETRYING, one.due(), route)));
        return taken;
    }

    /** When the next deferred copy becomes ready. */
    OptionalLong nextDue() {
        Deferred next = deferred.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.due());
    }

    Optional<QueuedCopy> oldestReady() {
        return lanes.values().stream().map(PriorityQueue::element).min(OLDEST_FIRST);
    }

    boolean isEmpty() {
        return ready == 0 && deferred.isEmpty();
    }

    int ready() {
        return ready;
    }

    int deferred() {
        return deferred.size();
    }
}
