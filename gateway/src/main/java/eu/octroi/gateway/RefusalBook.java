// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.RefusalListener;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.ledger.Ledger;

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
            counts.put(tag, counter(tag, meters));
        }
    }

    @Override
    public void refused(Origin origin, Optional<EmailAddress> to, Tag tag) {
        Objects.requireNonNull(counts.get(tag)).increment();
        Optional<PersonKey> person = to.map(address -> persons.of(origin.controller(), address));
        ledger.refused(origin.credential(), person, tag, clock.instant());
    }

    private static Counter counter(Tag tag, MeterRegistry meters) {
        return Counter.builder("octroi.decisions")
                .description("Recipients decided on, by outcome and reason.")
                .tag("outcome", outcome(tag))
                .tag("reason", tag.word())
                .register(meters);
    }

    private static String outcome(Tag tag) {
        return switch (tag) {
            case OPPOSED -> "suppressed";
            case CAP -> "capped";
            case UNAVAILABLE -> "error";
            case CONSENT_REQUIRED,
                    SOURCE_MISSING,
                    IDENTITY_MISSING,
                    UNSIGNED_DOMAIN,
                    STRUCTURE,
                    RELAY_DENIED,
                    SENDER_NOT_AUTHORISED,
                    ROLE_ADDRESS,
                    DISPOSABLE,
                    CAMPAIGN_UNAPPROVED,
                    CONTENT,
                    LOOP,
                    NULL_SENDER ->
                    "policy";
        };
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
