// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Instant;

/** What we decided about one recipient, and why. Exactly one case permits delivery. */
public sealed interface Verdict {
    /**
     * May be mailed, as far as is known now.
     *
     * @param slot kept until delivery settles it
     */
    record Deliver(CapReservation slot) implements Verdict {
        /** Without a slot: of mail that is not counted, or where nobody asked for one. */
        public static final Deliver DELIVER = new Deliver(CapReservation.NONE);
    }

    /** Must not be mailed: an entry of the suppression list says so. */
    record Suppressed(SuppressionEntry entry) implements Verdict {}

    /** Must not be mailed under this stream's rules. */
    record Refused(Tag tag) implements Verdict {}

    /**
     * Must not be mailed now: it has been written to as often as a cap permits.
     *
     * @param cap of those that are full the one that is full longest
     * @param until when the cap has room at the earliest, if nothing else is sent
     * @param isForNow whether the stream has the tool told to try again (C-04)
     */
    record Capped(Cap cap, Instant until, boolean isForNow) implements Verdict {}

    /** Cannot be decided now, so must not be mailed yet (B-03). */
    record Undecided() implements Verdict {
        public static final Undecided UNDECIDED = new Undecided();
    }

    default boolean permitsDelivery() {
        return this instanceof Deliver;
    }
}
