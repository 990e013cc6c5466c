// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.metrics.Decisions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.function.Supplier;

/** The meters of intake. Thread-safe. */
final class IntakeMeters {
    private final MeterRegistry registry;
    private final Timer decided;
    private final DistributionSummary sizes;
    private final Counter bugs;
    private final Counter notKept;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
        this.decided =
                Timer.builder("octroi.pipeline.stage.duration")
                        .description("Time one stage takes for one message or copy.")
                        .tag("stage", "intake")
                        .register(registry);
        this.sizes =
                DistributionSummary.builder("octroi.message.size")
                        .baseUnit("bytes")
                        .description("Octets of accepted messages.")
                        .register(registry);
        this.bugs =
                Counter.builder("octroi.bugs")
                        .description("Faults of our own code, by room.")
                        .tag("room", "intake")
                        .register(registry);
        this.notKept =
                Counter.builder("octroi.messages.not.kept")
                        .description("Messages answered 4xx because the spool could not take them.")
                        .register(registry);
    }

    <T> T time(Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            decided.record(System.nanoTime() - start, java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    void accepted(Acceptance acceptance, int bytes) {
        String credential = acceptance.origin().credential().value();
        accepted("octroi.messages.accepted", "Messages answered 250.", credential).increment();
        accepted("octroi.recipients.accepted", "Recipients of messages answered 250.", credential)
                .increment(acceptance.copies().size());
        sizes.record(bytes);
        for (Copy copy : acceptance.copies()) {
            decision(copy.verdict()).increment();
        }
    }

    void bug() {
        bugs.increment();
    }

    void notKept() {
        notKept.increment();
    }

    private Counter accepted(String name, String description, String credential) {
        return Counter.builder(name)
                .description(description)
                .tag("client", credential)
                .register(registry);
    }

    private Counter decision(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Deliver _ -> Decisions.delivered(registry);
            case Verdict.Suppressed _ -> Decisions.refused(Tag.OPPOSED, registry);
            case Verdict.Refused(Tag tag) -> Decisions.refused(tag, registry);
            case Verdict.Capped _ -> Decisions.refused(Tag.CAP, registry);
            case Verdict.Undecided _ -> Decisions.refused(Tag.UNAVAILABLE, registry);
        };
    }
}
