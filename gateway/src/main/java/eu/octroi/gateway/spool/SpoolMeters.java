// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static java.util.Objects.requireNonNull;

import eu.octroi.gateway.domain.Outcome;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is counted and timed of the spool. Thread-safe. */
final class SpoolMeters {
    private final MeterRegistry registry;
    private final Timer commit;
    private final Timer force;
    private final DistributionSummary batch;
    private final Counter corrupt;
    private final Counter carried;
    private final Counter recovered;
    private final Counter accepted;
    private final Counter withheld;
    private final Counter quarantined;
    private final Map<Outcome.Kind, Counter> ended = new EnumMap<>(Outcome.Kind.class);

    SpoolMeters(MeterRegistry registry) {
        this.registry = registry;
        this.commit = timer("octroi.spool.commit.duration", "From append to forced.");
        this.force = timer("octroi.spool.fsync.duration", "One force of a segment.");
        this.batch =
                DistributionSummary.builder("octroi.spool.batch.messages")
                        .description("Messages that shared one force.")
                        .register(registry);
        this.corrupt = counter("octroi.spool.corrupt", "Stretches set aside as corrupt.");
        this.recovered = recipients("recovered");
        this.accepted = recipients("accepted");
        this.withheld = recipients("withheld");
        this.quarantined = recipients("quarantined");
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            ended.put(kind, recipients(kind.word()));
        }
        this.carried = counter("octroi.spool.carried", "Live messages moved forward in the log.");
    }

    void gauge(String name, @Nullable String unit, String description, Supplier<Number> value) {
        Gauge.builder("octroi.spool." + name, value)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    /** Found open at the start. */
    void recovered(long copies) {
        recovered.increment((double) copies);
    }

    void accepted(Arrival message) {
        accepted.increment(message.copies());
        withheld.increment(message.copies() - message.openCopies());
    }

    void ended(Outcome.Kind outcome) {
        requireNonNull(ended.get(outcome)).increment();
    }

    /** So many copies are of a message that can no longer be read and was set aside. */
    void quarantined(int copies) {
        quarantined.increment(copies);
    }

    /**
     * Recipients that came and neither ended nor are open: 0, but for the moment in which a batch
     * is being answered.
     *
     * @param open counted apart, from the messages that are there
     */
    double unaccounted(long open) {
        double gone = withheld.count() + quarantined.count() + open;
        for (Counter outcome : ended.values()) {
            gone += outcome.count();
        }
        return recovered.count() + accepted.count() - gone;
    }

    private Counter recipients(String event) {
        return Counter.builder("octroi.spool.recipients")
                .tag("event", event)
                .description("Recipients that came into the spool or left it.")
                .register(registry);
    }

    void committed(long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }

    void forced(long nanos, int messages) {
        force.record(nanos, TimeUnit.NANOSECONDS);
        if (messages > 0) {
            batch.record(messages);
        }
    }

    void corrupt() {
        corrupt.increment();
    }

    void carried() {
        carried.increment();
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name).description(description).register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
