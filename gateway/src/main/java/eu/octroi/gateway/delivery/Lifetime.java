// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.Verdict;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How long a copy is tried: from its acceptance on, the time it was held left out. An offer that is
 * days late helps nobody, an answer somebody waits for still does (H-36). Immutable.
 *
 * @param prospecting how long mail of such a stream is tried
 * @param others how long all other mail is, our reports among it
 * @param ticker nanoseconds that never go back
 */
record Lifetime(Duration prospecting, Duration others, LongSupplier ticker, Clock clock) {
    /** Nanoseconds of the ticker at which its copies expire, those that were never held. */
    long endsAt(Acceptance acceptance) {
        Duration left = Duration.between(clock.instant(), lastMoment(acceptance));
        return ticker.getAsLong() + left.toNanos();
    }

    /** When its copies expire, those that were never held. */
    Instant lastMoment(Acceptance acceptance) {
        return acceptance.acceptedAt().plus(of(acceptance.origin().streamClass()));
    }

    Duration longest() {
        return prospecting.compareTo(others) > 0 ? prospecting : others;
    }

    Duration of(StreamClass mail) {
        return switch (mail) {
            case PROSPECTING -> prospecting;
            case CUSTOMER, TRANSACTIONAL, ONE_TO_ONE, REPORT -> others;
        };
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
