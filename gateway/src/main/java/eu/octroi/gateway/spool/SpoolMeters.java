// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.jspecify.annotations.Nullable;

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

    SpoolMeters(MeterRegistry registry) {
        this.registry = registry;
        this.commit = timer("octroi.spool.commit.duration", "From append to forced.");
        this.force = timer("octroi.spool.fsync.duration", "One force of a segment.");
        this.batch =
                DistributionSummary.builder("octroi.spool.batch.messages")
                        .description("Messages that shared one force.")
                        .register(registry);
        this.corrupt = counter("octroi.spool.corrupt", "Stretches set aside as corrupt.");
        this.carried = counter("octroi.spool.carried", "Live messages moved forward in the log.");
    }

    void gauge(String name, @Nullable String unit, String description, Supplier<Number> value) {
        Gauge.builder("octroi.spool." + name, value)
                .baseUnit(unit)
                .description(description)
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
