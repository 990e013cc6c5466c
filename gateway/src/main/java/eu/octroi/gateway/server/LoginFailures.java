// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts failed logins by client address or by user: after ten within ten minutes that address or
 * user has to wait (P11). Thread-safe.
 *
 * @param <K> what is counted by; of bounded size
 */
final class LoginFailures<K> {
    static final int FAILURES_MAX = 10;
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** Keys remembered at once; beyond it those whose window is over are forgotten. */
    private static final int KEYS_MAX = 100_000;

    private record Count(int failures, long sinceMillis) {}

    private final ConcurrentHashMap<K, Count> counts = new ConcurrentHashMap<>();
    private final Clock clock;

    LoginFailures(Clock clock) {
        this.clock = clock;
    }

    boolean isLocked(K key) {
        Count count = counts.get(key);
        return count != null && !isOver(count) && count.failures() >= FAILURES_MAX;
    }

    void failed(K key) {
        if (counts.size() >= KEYS_MAX) {
            counts.values().removeIf(this::isOver);
        }
        long now = clock.millis();
        counts.compute(
                key,
                (_, count) ->
                        count == null || isOver(count)
                                ? new Count(1, now)
                                : new Count(count.failures() + 1, count.sinceMillis()));
    }

    private boolean isOver(Count count) {
        return clock.millis() - count.sinceMillis() >= WINDOW.toMillis();
    }
}
