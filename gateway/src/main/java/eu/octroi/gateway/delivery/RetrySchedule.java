// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a copy is tried again: the configured waits, the last one repeated, each moved by up to a
 * quarter so that copies deferred together do not come back together. Event-loop confined.
 */
final class RetrySchedule {
    private static final double SPREAD = 0.25;

    private final List<Duration> delays;
    private final RandomGenerator random;

    RetrySchedule(List<Duration> delays, RandomGenerator random) {
        if (delays.isEmpty()) {
            throw new IllegalArgumentException("at least one wait");
        }
        this.delays = List.copyOf(delays);
        this.random = random;
    }

    /** Nanoseconds to wait after attempt number {@code attempt}, counted from 1. */
    long afterNanos(int attempt) {
        return spread(delays.get(Math.min(attempt, delays.size()) - 1));
    }

    /** {@code wait} in nanoseconds, moved by up to a quarter. */
    long spread(Duration wait) {
        return (long) (wait.toNanos() * (1 - SPREAD + 2 * SPREAD * random.nextDouble()));
    }
}
