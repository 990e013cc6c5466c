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
    private final SequencedSet<HopConnection> idle = new LinkedHashSet<>();
    private final SequencedSet<Route> waiting = new LinkedHashSet<>();
    private int allowed;
    private int used;

    ConnectionLimit(int max) {
        this.allowed = max;
    }

    /** Whether {@code route} may open one; else it is pumped once it may. */
    boolean take(Route route) {
        waiting.remove(route);
        if (used < allowed) {
            used++;
            return true;
        }
        waiting.add(route);
        if (!idle.isEmpty()) {
            idle.removeFirst().leave();
        }
        return false;
    }

    /** A connection that was taken was not opened. */
    void giveBack() {
        used--;
    }

    /** A connection that was taken is gone. */
    void release(HopConnection connection) {
        idle.remove(connection);
        used--;
        fill();
    }

    /** From now on so many, those that are open included. */
    void allow(int max) {
        allowed = max;
        fill();
    }

    int allowed() {
        return allowed;
    }

    private void fill() {
        while (used < allowed && !waiting.isEmpty()) {
            waiting.removeFirst().pump();
        }
    }

    /** Whether a route waits for a place. */
    boolean isWanted() {
        return !waiting.isEmpty();
    }

    /** The connection has nothing to do and can make room. */
    void idle(HopConnection connection) {
        idle.addLast(connection);
    }

    void busy(HopConnection connection) {
        idle.remove(connection);
    }

    void forget(Route route) {
        waiting.remove(route);
    }
}
