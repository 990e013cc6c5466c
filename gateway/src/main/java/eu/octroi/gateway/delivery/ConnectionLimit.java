// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * A number of connections that several routes share. When it is reached, the connection that is
 * idle longest makes room, and routes that wait get theirs in the order in which they asked.
 * Event-loop confined.
 */
final class ConnectionLimit {
    private final int max;
    private final SequencedSet<HopConnection> idle = new LinkedHashSet<>();
    private final SequencedSet<Route> waiting = new LinkedHashSet<>();
    private int used;

    ConnectionLimit(int max) {
        this.max = max;
    }

    /** Whether {@code route} may open one; else it is pumped once it may. */
    boolean take(Route route) {
        waiting.remove(route);
        if (used < max) {
            used++;
            return true;
        }
        waiting.add(route);
        if (!idle.isEmpty()) {
            idle.removeFirst().leave();
        }
        return false;
    }

    /** A connection that was taken is gone. */
    void release(HopConnection connection) {
        idle.remove(connection);
        used--;
        while (used < max && !waiting.isEmpty()) {
            waiting.removeFirst().pump();
        }
    }

    /** The connection has nothing to do: it stays, unless another route wants its place. */
    void idle(HopConnection connection) {
        if (waiting.isEmpty()) {
            idle.addLast(connection);
        } else {
            connection.leave();
        }
    }

    void busy(HopConnection connection) {
        idle.remove(connection);
    }

    void forget(Route route) {
        waiting.remove(route);
    }
}
