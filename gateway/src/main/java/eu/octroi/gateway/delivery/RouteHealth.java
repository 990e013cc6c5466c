// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Duration;
import java.util.function.IntToLongFunction;

/**
 * How many connections the route bears now. After an outage one connection probes, and each that
 * opens doubles what is allowed: a queue that waited does not fall on the next hop at once. The
 * copies themselves do not age by the route's outages. Event-loop confined.
 */
final class RouteHealth {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration PAUSE_MAX = Duration.ofMinutes(5);
    private static final int DOUBLINGS_MAX = 16;

    private final IntToLongFunction pauses;
    private int allowed = 1;
    private int failures;
    private long pausedUntil = Long.MIN_VALUE;
    private boolean hastened;
    private String trouble = "";

    /**
     * Before any attempt.
     *
     * @param pauses nanoseconds to wait after so many failures in a row, counted from 1
     */
    RouteHealth(IntToLongFunction pauses) {
        this.pauses = pauses;
    }

    /** Of a next hop that everything depends on: seconds at first, then minutes. */
    static IntToLongFunction briefPauses(RetrySchedule jitter) {
        return failures -> {
            int doublings = Math.min(failures - 1, DOUBLINGS_MAX);
            Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
            return jitter.spread(pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX);
        };
    }

    /** Connections that may be open or opening at {@code now} (nanoseconds of the ticker). */
    int allowed(long now, int open) {
        return isPaused(now) ? open : allowed;
    }

    /** Whether no new connection may be tried yet. */
    boolean isPaused(long now) {
        return pausedUntil != Long.MIN_VALUE && pausedUntil - now > 0;
    }

    /** Nanoseconds until the pause ends; 0 when there is none. */
    long pauseNanos(long now) {
        return isPaused(now) ? pausedUntil - now : 0;
    }

    /** A connection got as far as MAIL, to whoever bears {@code connectionsMax} of them. */
    void opened(int connectionsMax) {
        failures = 0;
        hastened = false;
        trouble = "";
        allowed = Math.min(connectionsMax, allowed * 2);
    }

    /**
     * A connection failed before MAIL. While others stand, theirs is the number the next hop bears
     * for the moment. What fails within a pause was begun before it and makes it no longer:
     * otherwise a second of outage would cost as many doublings as there were connections. Nor does
     * what a person wanted tried: the pause that was cut short begins anew.
     *
     * @param standing connections that are open and usable
     */
    void failed(long now, int standing, String why) {
        trouble = why;
        allowed = Math.max(1, standing);
        if (!isPaused(now)) {
            failures = hastened ? Math.max(1, failures) : failures + 1;
            hastened = false;
            pausedUntil = now + pauses.applyAsLong(failures);
        }
    }

    /** A person wants it tried now: one connection may be. */
    void hasten() {
        hastened = true;
        pausedUntil = Long.MIN_VALUE;
    }

    /** What the last failure said; empty while all is well. */
    String trouble() {
        return trouble;
    }
}
