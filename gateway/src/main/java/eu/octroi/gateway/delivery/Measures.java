// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What outcomes are dated and counted with. Immutable.
 *
 * @param ticker nanoseconds that never go back, as all waits are measured in
 */
record Measures(Clock clock, LongSupplier ticker, DeliveryMeters meters) {
    long now() {
        return ticker.getAsLong();
    }
}
