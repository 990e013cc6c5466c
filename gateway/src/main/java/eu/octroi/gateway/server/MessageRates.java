// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.CredentialId;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many messages a credential may submit in a minute (H-33), by the generic cell rate algorithm:
 * one number per credential, the time at which its allowance would be whole again. Unlike a counter
 * per minute it never lets two full minutes pass at once. Thread-safe.
 */
final class MessageRates {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final ConcurrentHashMap<CredentialId, AtomicLong> wholeAt = new ConcurrentHashMap<>();
    private final int perMinuteMax;
    private final Clock clock;

    /**
     * @param perMinuteMax 0 means no limit
     */
    MessageRates(int perMinuteMax, Clock clock) {
        this.perMinuteMax = perMinuteMax;
        this.clock = clock;
    }

    /** Whether another message is within the allowance; if so it is counted. */
    boolean admit(CredentialId credential) {
        if (perMinuteMax == 0) {
            return true;
        }
        AtomicLong whole = wholeAt.computeIfAbsent(credential, id -> new AtomicLong());
        long cost = MINUTE_NANOS / perMinuteMax;
        long now = Duration.ofMillis(clock.millis()).toNanos();
        while (true) {
            long before = whole.get();
            long after = Math.max(before, now) + cost;
            if (after - now > MINUTE_NANOS) {
                return false;
            }
            if (whole.compareAndSet(before, after)) {
                return true;
            }
        }
    }
}
