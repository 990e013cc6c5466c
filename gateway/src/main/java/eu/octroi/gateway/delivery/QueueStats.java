// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How delivery stands, in copies. Immutable.
 *
 * @param ready waiting only for a connection
 * @param deferred waiting for their time to be tried again
 * @param held kept back by a person
 * @param inFlight read from the spool or on the wire
 * @param unsettled ended, with the mark not yet forced
 * @param connections open to the next hop
 * @param oldestReady when the oldest of the ready copies was accepted
 * @param trouble what the next hop or the spool last failed with; empty while all is well
 */
public record QueueStats(
        int ready,
        int deferred,
        int held,
        int inFlight,
        int unsettled,
        int connections,
        Optional<Instant> oldestReady,
        String trouble) {
    static final QueueStats EMPTY = new QueueStats(0, 0, 0, 0, 0, 0, Optional.empty(), "");

    /** These and others together. */
    QueueStats plus(QueueStats other) {
        return new QueueStats(
                ready + other.ready,
                deferred + other.deferred,
                held + other.held,
                inFlight + other.inFlight,
                unsettled + other.unsettled,
                connections + other.connections,
                Stream.of(oldestReady, other.oldestReady)
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder()),
                trouble.isEmpty() ? other.trouble : trouble);
    }

    /** The same with what is settled for all of them in one place. */
    QueueStats settling(int unsettledNow, String troubleNow) {
        return new QueueStats(
                ready,
                deferred,
                held,
                inFlight,
                unsettledNow,
                connections,
                oldestReady,
                troubleNow);
    }

    /** Copies that have no outcome yet. */
    public int queued() {
        return ready + deferred + held + inFlight;
    }
}
