// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.settings.InboundLimits;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells when a client is too slow (H-11, P6): the next command late, a message creeping, or the
 * whole connection too old. Single octets do not count as a command, so trickling buys nothing.
 * Event-loop confined.
 */
final class IdleGuard {
    /** What a message must gain on average over each {@code limits.data-timeout}. */
    static final int BODY_OCTETS_PER_SECOND_MIN = 1_024;

    private static final long LOOKS_PER_TIMEOUT = 8;

    private final InboundLimits limits;
    private final long openedNanos;
    private long commandNanos;
    private long periodNanos;
    private long periodOctets;

    IdleGuard(InboundLimits limits, long nowNanos) {
        this.limits = limits;
        this.openedNanos = nowNanos;
        this.commandNanos = nowNanos;
        this.periodNanos = nowNanos;
    }

    /** How often {@link #expired} should be asked. */
    Duration lookEvery() {
        Duration shortest = limits.commandTimeout();
        for (Duration other : new Duration[] {limits.dataTimeout(), limits.sessionTimeout()}) {
            shortest = other.compareTo(shortest) < 0 ? other : shortest;
        }
        return shortest.dividedBy(LOOKS_PER_TIMEOUT).plusMillis(1);
    }

    /** A whole command or message was read, or a reply of ours was ready. */
    void progress(long nowNanos) {
        commandNanos = nowNanos;
        periodNanos = nowNanos;
        periodOctets = 0;
    }

    void octets(int count) {
        periodOctets += count;
    }

    /** Which limit is passed, if any; empty as long as the client waits for us. */
    Optional<String> expired(long nowNanos, boolean isReceivingBody) {
        if (nowNanos - openedNanos >= limits.sessionTimeout().toNanos()) {
            return Optional.of("session");
        }
        if (!isReceivingBody) {
            return nowNanos - commandNanos >= limits.commandTimeout().toNanos()
                    ? Optional.of("command")
                    : Optional.empty();
        }
        if (nowNanos - periodNanos < limits.dataTimeout().toNanos()) {
            return Optional.empty();
        }
        long seconds = Math.max(1, limits.dataTimeout().toSeconds());
        boolean isTooSlow = periodOctets < seconds * BODY_OCTETS_PER_SECOND_MIN;
        periodNanos = nowNanos;
        periodOctets = 0;
        return isTooSlow ? Optional.of("body") : Optional.empty();
    }
}
