// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.settings.ClientLimits;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts failed logins by client address or by user: after {@code
 * limits.clients.login-failures-max} within {@code login-failures-window} that address or user has
 * to wait for the rest of it (P11). Thread-safe.
 */
final class LoginFailures {
    /** The lower bits of a value count, those above are the second of the first failure. */
    private static final int COUNT_BITS = 16;

    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    /** Who is locked is so in each: whoever fills many places of one meets others in few of all. */
    private final List<Slots> counts = Stream.generate(Slots::new).limit(4).toList();

    private final ClientLimits limits;
    private final Clock clock;

    LoginFailures(ClientLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @param key from {@link Slots#keyOf}
     */
    boolean isLocked(long key) {
        return counts.stream().allMatch(slots -> isTooMuch(slots.get(key)));
    }

    void failed(long key) {
        counts.forEach(slots -> slots.getAndUpdate(key, this::oneMore));
    }

    private boolean isTooMuch(long value) {
        return !isOver(value) && (value & COUNT_MASK) >= limits.loginFailuresMax();
    }

    private long oneMore(long value) {
        if (isOver(value)) {
            return (clock.instant().getEpochSecond() << COUNT_BITS) | 1;
        }
        return (value & COUNT_MASK) == COUNT_MASK ? value : value + 1;
    }

    private boolean isOver(long value) {
        long age = clock.instant().getEpochSecond() - (value >>> COUNT_BITS);
        boolean isOfTheFuture = age < 0;
        return (value & COUNT_MASK) == 0
                || isOfTheFuture
                || age >= limits.loginFailuresWindow().toSeconds();
    }
}
