// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.time.Clock;

/** How often something may come from one address in a minute. Thread-safe. */
final class AddressRates {
    private final Slots wholeAt = new Slots();
    private final Allowance allowance;

    /**
     * @param perMinuteMax 0 means no limit
     */
    AddressRates(int perMinuteMax, Clock clock) {
        this.allowance = new Allowance(perMinuteMax, clock);
    }

    /** Whether another one is within the allowance; if so it is counted. */
    boolean admit(ClientBlock client) {
        if (allowance.isUnlimited()) {
            return true;
        }
        long now = allowance.now();
        long before =
                wholeAt.getAndUpdate(Slots.keyOf(client), whole -> allowance.take(whole, now));
        return allowance.permits(before, now);
    }
}
