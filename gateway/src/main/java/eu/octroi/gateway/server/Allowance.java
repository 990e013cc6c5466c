// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.time.Clock;
import java.time.Duration;

/**
 * So many in a minute, by the generic cell rate algorithm: all there is to keep is the time at
 * which the allowance would be whole again. Unlike a counter per minute it never lets two full
 * minutes pass at once. Thread-safe.
 */
final class Allowance {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final int perMinuteMax;
    private final Clock clock;

    /**
     * @param perMinuteMax 0 means no limit
     */
    Allowance(int perMinuteMax, Clock clock) {
        this.perMinuteMax = perMinuteMax;
        this.clock = clock;
    }

    boolean isUnlimited() {
        return perMinuteMax == 0;
    }

    long now() {
        return Duration.ofMillis(clock.millis()).toNanos();
    }

    /** Whether one more is within the allowance. */
    boolean permits(long wholeAt, long now) {
        return after(wholeAt, now) - now <= MINUTE_NANOS;
    }

    /** When the allowance is whole again once one more is taken; as before when none may be. */
    long take(long wholeAt, long now) {
        return permits(wholeAt, now) ? after(wholeAt, now) : wholeAt;
    }

    private long after(long wholeAt, long now) {
        // Never more than a minute ahead, unless the clock was set back: then it begins anew.
        long from = wholeAt - now > MINUTE_NANOS ? now : Math.max(wholeAt, now);
        return from + MINUTE_NANOS / perMinuteMax;
    }
}
