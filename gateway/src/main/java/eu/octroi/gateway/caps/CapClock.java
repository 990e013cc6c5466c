// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Time for windows, in UTC and safe from a clock that is set (C-09). Beside the wall clock runs a
 * steady one, which follows a ticker and drifts to the wall clock at half its pace. Slots become
 * free by the earlier of the two and are stamped by the later one: a step of the clock, either way,
 * makes a window longer for a while and never shorter. Guarded by its monitor.
 */
final class CapClock {
    private final Clock wall;
    private final LongSupplier ticker;
    private long steadyMillis;
    private long tickNanos;

    /**
     * @param ticker nanoseconds that never go back
     */
    CapClock(Clock wall, LongSupplier ticker) {
        this.wall = wall;
        this.ticker = ticker;
        this.steadyMillis = wall.millis();
        this.tickNanos = ticker.getAsLong();
    }

    /** Milliseconds since 1970 by which slots become free. */
    long earliest() {
        long now = wall.millis();
        return Math.min(now, steady(now));
    }

    /** Milliseconds since 1970 with which slots are stamped. */
    long latest() {
        long now = wall.millis();
        return Math.max(now, steady(now));
    }

    private synchronized long steady(long now) {
        long elapsed = TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - tickNanos);
        tickNanos += TimeUnit.MILLISECONDS.toNanos(elapsed);
        long drift = now - (steadyMillis + elapsed);
        steadyMillis += elapsed + Math.clamp(drift, -elapsed / 2, elapsed / 2);
        return steadyMillis;
    }
}
