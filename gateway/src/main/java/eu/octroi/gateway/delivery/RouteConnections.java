// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The connections of one route, from their opening until they are gone. Event-loop confined. */
final class RouteConnections {
    private final Set<HopConnection> all = new LinkedHashSet<>();
    private final Deque<HopConnection> idle = new ArrayDeque<>();
    private int standing;

    void add(HopConnection connection) {
        all.add(connection);
    }

    /** Whether it was still among them. */
    boolean remove(HopConnection connection) {
        idle.remove(connection);
        boolean known = all.remove(connection);
        if (known && connection.isStanding()) {
            standing--;
        }
        return known;
    }

    /** One of them got as far as MAIL. */
    void stood() {
        standing++;
    }

    void idle(HopConnection connection) {
        idle.addLast(connection);
    }

    /** It takes no further copy. */
    void leaving(HopConnection connection) {
        idle.remove(connection);
    }

    /** The one used last: it is the least likely to have been hung up meanwhile. */
    HopConnection takeIdle() {
        return idle.removeLast();
    }

    boolean isIdle(HopConnection connection) {
        return idle.contains(connection);
    }

    /** How many can take a copy now. */
    int idle() {
        return idle.size();
    }

    /** How many got as far as MAIL. */
    int standing() {
        return standing;
    }

    /** Open or opening. */
    int size() {
        return all.size();
    }

    int busy() {
        return (int) all.stream().filter(HopConnection::isBusy).count();
    }

    /** Ends politely those that have nothing to do. */
    void stopIdle() {
        List<HopConnection> ended = List.copyOf(idle);
        idle.clear();
        ended.forEach(HopConnection::stop);
    }

    /** Ends all of them, whatever they are doing. */
    void stopAll() {
        List.copyOf(all).forEach(HopConnection::stop);
    }
}
