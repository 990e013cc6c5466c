// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts failed logins by client address: after ten within ten minutes that address has to wait
 * (P11). Thread-safe.
 */
final class LoginFailures {
    static final int FAILURES_MAX = 10;
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** Addresses remembered at once; beyond it those whose window is over are forgotten. */
    private static final int ADDRESSES_MAX = 100_000;

    private record Count(int failures, long sinceMillis) {}

    private final ConcurrentHashMap<InetAddress, Count> counts = new ConcurrentHashMap<>();
    private final Clock clock;

    LoginFailures(Clock clock) {
        this.clock = clock;
    }

    boolean isLocked(InetAddress client) {
        Count count = counts.get(client);
        return count != null && !isOver(count) && count.failures() >= FAILURES_MAX;
    }

    void failed(InetAddress client) {
        if (counts.size() >= ADDRESSES_MAX) {
            counts.values().removeIf(this::isOver);
        }
        long now = clock.millis();
        counts.compute(
                client,
                (address, count) ->
                        count == null || isOver(count)
                                ? new Count(1, now)
                                : new Count(count.failures() + 1, count.sinceMillis()));
    }

    private boolean isOver(Count count) {
        return clock.millis() - count.sinceMillis() >= WINDOW.toMillis();
    }
}
