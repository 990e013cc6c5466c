// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.CopyId;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one controller has sent to many people together: the copies on their way and, in order, when
 * the others arrived. A look costs a binary search, however many they are; each takes some ten
 * octets once it has arrived. Guarded by the caps' monitor.
 */
final class Crowd implements Counted {
    private final Set<CopyId> pending = new HashSet<>();
    private long[] arrived = new long[4];
    private int from;
    private int to;

    @Override
    public OptionalLong fullUntil(Cap cap, long now) {
        long window = cap.window().toMillis();
        int first = firstAfter(now - window);
        int occupied = pending.size() + to - first;
        if (occupied < cap.max()) {
            return OptionalLong.empty();
        }
        // So many have to go before there is room; those on their way go last.
        int leaving = first + occupied - cap.max();
        return OptionalLong.of((leaving < to ? arrived[leaving] : now) + window);
    }

    void reserved(CopyId copy) {
        pending.add(copy);
    }

    void released(CopyId copy) {
        pending.remove(copy);
    }

    /** A copy that was on its way has arrived; any other is known already. */
    void confirmed(CopyId copy, long at) {
        if (pending.remove(copy)) {
            arrived(at);
        }
    }

    /** One more has arrived then, out of order at the worst by a step of the clock. */
    void arrived(long at) {
        makeRoom();
        int place = to++;
        while (place > from && arrived[place - 1] > at) {
            arrived[place] = arrived[place - 1];
            place--;
        }
        arrived[place] = at;
    }

    /** Forgets what no window reaches; whether nothing is left. */
    boolean forget(long until) {
        from = firstAfter(until);
        return from == to && pending.isEmpty();
    }

    /** Index of the first that arrived after {@code moment}. */
    private int firstAfter(long moment) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrived[middle] <= moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void makeRoom() {
        if (to < arrived.length) {
            return;
        }
        int length = to - from;
        // Where half of it is forgotten that is room enough.
        long[] target = length > arrived.length / 2 ? new long[2 * arrived.length] : arrived;
        System.arraycopy(arrived, from, target, 0, length);
        arrived = target;
        from = 0;
        to = length;
    }
}
