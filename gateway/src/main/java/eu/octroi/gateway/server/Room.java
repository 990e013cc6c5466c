// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.intake.MessageTaker;
import eu.octroi.gateway.settings.Pressure;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How much room there is for new mail: in the memory of bodies, and where messages are taken to.
 * Thread-safe.
 */
final class Room {
    private static final int FULL = 100;

    private final BodyMemory memory;
    private final MessageTaker taker;
    private final Pressure pressure;
    private final LongSupplier ticker;
    private volatile OptionalLong fullSince = OptionalLong.empty();

    /**
     * Asks nobody yet.
     *
     * @param ticker nanoseconds that never go back
     */
    Room(BodyMemory memory, MessageTaker taker, Pressure pressure, LongSupplier ticker) {
        this.memory = memory;
        this.taker = taker;
        this.pressure = pressure;
        this.ticker = ticker;
    }

    /** Of the memory of bodies. */
    Strain ofMemory() {
        long percent = FULL * memory.used() / Math.max(1, memory.octetsMax());
        if (percent >= pressure.turnAwayPercent()) {
            return Strain.TURNS_AWAY;
        }
        if (percent >= pressure.refusePercent()) {
            return Strain.REFUSES;
        }
        return percent >= pressure.startPercent() ? Strain.DELAYS : Strain.NONE;
    }

    /** Of the spool: a client that is turned away as soon as it is full would only come again. */
    Strain ofSpool() {
        int percent = taker.filledPercent();
        if (percent >= FULL) {
            return isFullForLong() ? Strain.TURNS_AWAY : Strain.REFUSES;
        }
        if (fullSince.isPresent()) {
            fullSince = OptionalLong.empty();
        }
        return percent >= pressure.startPercent() ? Strain.DELAYS : Strain.NONE;
    }

    /** Since somebody first asked and found it so. */
    private boolean isFullForLong() {
        long now = ticker.getAsLong();
        OptionalLong since = fullSince;
        if (since.isEmpty()) {
            fullSince = OptionalLong.of(now);
            return pressure.turnAwayAfter().isZero();
        }
        return now - since.getAsLong() >= pressure.turnAwayAfter().toNanos();
    }
}
