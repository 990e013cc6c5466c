// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Duration;

/**
 * So many messages a minute, evenly: what was not used is kept for a second and no longer, so that
 * a rest is not followed by a burst. Event-loop confined.
 */
final class Pace {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long BURST = Duration.ofSeconds(1).toNanos();

    private final long interval;
    private boolean begun;
    private long next;

    /**
     * Before the first message.
     *
     * @param perMinuteMax 0 means no limit
     */
    Pace(int perMinuteMax) {
        interval = perMinuteMax == 0 ? 0 : MINUTE / perMinuteMax;
    }

    /** Nanoseconds from {@code now} until a message may begin; 0 when it may. */
    long waitNanos(long now) {
        return interval == 0 || !begun ? 0 : Math.max(0, next - now);
    }

    /** Nanoseconds from {@code now} on for which it is not as it was before the first message. */
    long memoryNanos(long now) {
        return interval == 0 || !begun ? 0 : Math.max(0, next + BURST - now);
    }

    /** A message begins, which {@link #waitNanos} allowed. */
    void begin(long now) {
        long earliest = now - BURST;
        next = (begun && next - earliest > 0 ? next : earliest) + interval;
        begun = true;
    }
}
