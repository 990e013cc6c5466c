// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.RefusalListener;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.ledger.Ledger;
import eu.octroi.gateway.metrics.Decisions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes every refusal into the ledger under the person's key, and counts it. Thread-safe. */
final class RefusalBook implements RefusalListener {
    private final Ledger ledger;
    private final PersonKeys persons;
    private final Clock clock;
    private final Map<Tag, Counter> counts = new EnumMap<>(Tag.class);

    RefusalBook(Ledger ledger, PersonKeys persons, Clock clock, MeterRegistry meters) {
        this.ledger = ledger;
        this.persons = persons;
        this.clock = clock;
        for (Tag tag : Tag.values()) {
            counts.put(tag, Decisions.refused(tag, meters));
        }
    }

    @Override
    public void refused(Origin origin, Optional<EmailAddress> to, Tag tag) {
        Objects.requireNonNull(counts.get(tag)).increment();
        Optional<PersonKey> person = to.map(address -> persons.of(origin.controller(), address));
        ledger.refused(origin.credential(), person, tag, clock.instant());
    }

    /** Refusals since the start, by tag; tags never used are left out. */
    Map<Tag, Long> counts() {
        Map<Tag, Long> used = new EnumMap<>(Tag.class);
        counts.forEach(
                (tag, count) -> {
                    if (count.count() > 0) {
                        used.put(tag, (long) count.count());
                    }
                });
        return used;
    }
}
