// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Verdict;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How long a copy is tried: from its acceptance on, the time it was held left out. Immutable.
 *
 * @param ticker nanoseconds that never go back
 */
record Lifetime(Duration expireAfter, LongSupplier ticker, Clock clock) {
    /** Nanoseconds of the ticker at which a copy accepted then expires, if it was never held. */
    long endsAt(Instant acceptedAt) {
        Duration left = Duration.between(clock.instant(), acceptedAt.plus(expireAfter));
        return ticker.getAsLong() + left.toNanos();
    }

    /**
     * Nanoseconds that the copy has beyond that: what waited for room under a cap is tried from
     * then on as long as any other, and what a person held from its release on. The message must be
     * at hand.
     */
    static long extension(QueuedMessage message, int copy) {
        Acceptance acceptance = message.acceptance();
        Duration waited =
                acceptance.copies().get(copy).verdict() instanceof Verdict.Deliver(var slot)
                        ? slot.heldUntil()
                                .map(until -> Duration.between(acceptance.acceptedAt(), until))
                                .orElse(Duration.ZERO)
                        : Duration.ZERO;
        return waited.plus(message.heldBefore(copy)).toNanos();
    }
}
