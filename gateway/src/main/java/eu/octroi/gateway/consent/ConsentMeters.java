// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What is counted of recorded proofs. Thread-safe. */
final class ConsentMeters {
    private final Map<Proof.Kind, Counter> recorded = new EnumMap<>(Proof.Kind.class);
    private final Counter withdrawn;

    ConsentMeters(ConsentBook book, MeterRegistry registry) {
        for (Proof.Kind kind : Proof.Kind.values()) {
            recorded.put(
                    kind,
                    Counter.builder("octroi.consent.recorded")
                            .description("Proofs recorded that were not there before, by kind.")
                            .tag("kind", kind.word())
                            .register(registry));
        }
        withdrawn =
                Counter.builder("octroi.consent.withdrawn")
                        .description(
                                "Proofs, by key, that ended because the person withdrew or"
                                        + " objected.")
                        .register(registry);
        Gauge.builder("octroi.consent.people", book, ConsentBook::size)
                .description(
                        "People of whom a proof or a country stands, of at most "
                                + ConsentBook.ENTRIES_MAX
                                + ".")
                .register(registry);
        Gauge.builder("octroi.consent.available", book, b -> b.isAvailable() ? 1 : 0)
                .description(
                        "Whether consents can be looked up; while not, none is taken as given.")
                .register(registry);
    }

    void recorded(Proof.Kind kind) {
        Objects.requireNonNull(recorded.get(kind)).increment();
    }

    void withdrawn(int people) {
        withdrawn.increment(people);
    }
}
