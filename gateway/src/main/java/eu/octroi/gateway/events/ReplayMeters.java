// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Locale;

/** What passing oppositions on comes to, in figures. Thread-safe. */
final class ReplayMeters {
    /** How one request ended, or why there was none. */
    enum Result {
        DONE,
        LATER,
        REJECTED,
        FORBIDDEN,
        GIVEN_UP,
        /** The tool takes mail alone, which is not sent yet. */
        MAIL,
        UNREADABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final MeterRegistry registry;
    private final Counter failures;
    private volatile long waiting;

    ReplayMeters(MeterRegistry registry) {
        this.registry = registry;
        this.failures =
                Counter.builder("octroi.replay.failures")
                        .description("Turns of the replay thread that failed.")
                        .register(registry);
        Gauge.builder("octroi.replay.waiting", () -> waiting)
                .description("Oppositions a tool has not been told yet.")
                .register(registry);
        for (Result result : Result.values()) {
            requests(result);
        }
    }

    void count(Result result) {
        requests(result).increment();
    }

    void failure() {
        failures.increment();
    }

    void waiting(long links) {
        waiting = links;
    }

    private Counter requests(Result result) {
        return Counter.builder("octroi.replay.requests")
                .description("Oppositions passed on to tools, by how it ended.")
                .tag("result", result.word())
                .register(registry);
    }
}
