// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How delivery stands, in copies. Immutable.
 *
 * @param ready waiting only for a connection
 * @param deferred waiting for their time to be tried again
 * @param inFlight read from the spool or on the wire
 * @param unsettled ended, with the mark not yet forced
 * @param connections open to the next hop
 * @param oldestReady when the oldest of the ready copies was accepted
 * @param trouble what the next hop or the spool last failed with; empty while all is well
 */
public record QueueStats(
        int ready,
        int deferred,
        int inFlight,
        int unsettled,
        int connections,
        Optional<Instant> oldestReady,
        String trouble) {
    static final QueueStats EMPTY = new QueueStats(0, 0, 0, 0, 0, Optional.empty(), "");

    /** Copies that have no outcome yet. */
    public int queued() {
        return ready + deferred + inFlight;
    }
}
