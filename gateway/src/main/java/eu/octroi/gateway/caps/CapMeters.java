// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.Verdict;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What the caps tell the outside about themselves. Thread-safe. */
final class CapMeters {
    private final MeterRegistry registry;
    private final Timer checks;
    private final Counter granted;
    private final Counter undecided;
    private final Map<Cap.Per, Counter> capped = new EnumMap<>(Cap.Per.class);

    CapMeters(MeterRegistry registry) {
        this.registry = registry;
        this.checks =
                Timer.builder("octroi.cap.check.duration")
                        .description("Time to tell whether the caps let one recipient through.")
                        .serviceLevelObjectives(
                                Duration.ofNanos(5_000),
                                Duration.ofNanos(10_000),
                                Duration.ofNanos(50_000),
                                Duration.ofNanos(250_000),
                                Duration.ofMillis(1),
                                Duration.ofMillis(10))
                        .register(registry);
        this.granted = counter("granted", "none");
        this.undecided = counter("undecided", "none");
        for (Cap.Per per : Cap.Per.values()) {
            capped.put(per, counter("capped", per.word()));
        }
    }

    /** Gauges over the caps themselves. */
    void watch(
            FrequencyCaps caps,
            ToDoubleFunction<FrequencyCaps> contacts,
            ToDoubleFunction<FrequencyCaps> bytes,
            long contactsMax) {
        Gauge.builder("octroi.cap.backend.up", caps, c -> c.isAvailable() ? 1 : 0)
                .description("0 while the caps cannot be told and nothing is taken.")
                .register(registry);
        Gauge.builder("octroi.cap.contacts", caps, contacts)
                .description("Persons in the map of the caps.")
                .register(registry);
        Gauge.builder("octroi.cap.contacts.limit", () -> contactsMax)
                .description("Persons above which nobody new is written to.")
                .register(registry);
        Gauge.builder("octroi.cap.map.bytes", caps, bytes)
                .description("Size of the map of the caps.")
                .baseUnit("bytes")
                .register(registry);
    }

    /** One answer to RCPT. */
    void checked(Verdict verdict, long nanos) {
        checks.record(Duration.ofNanos(nanos));
        counter(verdict).increment();
    }

    private Counter counter(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Deliver _ -> granted;
            case Verdict.Capped full -> Objects.requireNonNull(capped.get(full.cap().per()));
            case Verdict.Undecided _, Verdict.Suppressed _, Verdict.Refused _ -> undecided;
        };
    }

    private Counter counter(String result, String rule) {
        return Counter.builder("octroi.cap.checks")
                .description("Recipients asked about, by what the caps said and which cap it was.")
                .tag("result", result)
                .tag("rule", rule)
                .register(registry);
    }
}
