// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

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
}
