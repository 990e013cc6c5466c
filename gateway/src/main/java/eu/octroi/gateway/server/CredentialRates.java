// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.CredentialId;

import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a credential may do something in a minute (H-33). Thread-safe; as large as the
 * configuration.
 */
final class CredentialRates {
    private final ConcurrentHashMap<CredentialId, AtomicLong> wholeAt = new ConcurrentHashMap<>();
    private final Allowance allowance;

    /**
     * @param perMinuteMax 0 means no limit
     */
    CredentialRates(int perMinuteMax, Clock clock) {
        this.allowance = new Allowance(perMinuteMax, clock);
    }

    /** Whether another one is within the allowance; if so it is counted. */
    boolean admit(CredentialId credential) {
        if (allowance.isUnlimited()) {
            return true;
        }
        long now = allowance.now();
        long before =
                wholeAt.computeIfAbsent(credential, id -> new AtomicLong())
                        .getAndUpdate(whole -> allowance.take(whole, now));
        return allowance.permits(before, now);
    }
}
