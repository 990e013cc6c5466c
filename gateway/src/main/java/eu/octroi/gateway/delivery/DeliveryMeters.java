// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.settings.DeliverySettings;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What is counted about delivery. Thread-safe. */
final class DeliveryMeters {
    private final MeterRegistry meters;
    private final String provider;
    private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
    private final Map<Outcome.Kind, Counter> outcomes = new EnumMap<>(Outcome.Kind.class);
    private final Map<AttemptResult.Cause, Counter> duplicates =
            new EnumMap<>(AttemptResult.Cause.class);
    private final Timer age;
    private final Timer connect;
    private final Timer tls;
    private final Timer envelope;
    private final Timer dot;
    private final Counter bugs;
    private final Counter settleFailures;
    private final Counter reports;

    DeliveryMeters(MeterRegistry meters, DeliverySettings.Route route) {
        this.meters = meters;
        this.provider = route.name().toLowerCase(Locale.ROOT);
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            outcomes.put(
                    kind,
                    Counter.builder("octroi.delivery.outcomes")
                            .description("Copies that ended, by how they ended.")
                            .tag("outcome", kind.word())
                            .register(meters));
        }
        for (AttemptResult.Cause cause : AttemptResult.Cause.values()) {
            duplicates.put(
                    cause,
                    Counter.builder("octroi.delivery.possible.duplicates")
                            .description("Copies sent again although they may have arrived.")
                            .tag("cause", cause.word())
                            .register(meters));
        }
        age =
                Timer.builder("octroi.queue.age")
                        .description("Time from acceptance to outcome.")
                        .register(meters);
        connect = phase("connect");
        tls = phase("tls");
        envelope = phase("envelope");
        dot = phase("dot");
        bugs =
                Counter.builder("octroi.bugs")
                        .description("Faults of our own code, by room.")
                        .tag("room", "delivery")
                        .register(meters);
        settleFailures =
                counter("octroi.delivery.settle.failures", "Outcomes the spool did not record.");
        reports = counter("octroi.delivery.reports", "Delivery reports written to senders.");
    }

    /** Gauges over the published state of the queue. */
    void watch(Supplier<QueueStats> stats, IntSupplier destinations) {
        Gauge.builder("octroi.delivery.destinations", destinations, IntSupplier::getAsInt)
                .description("Destinations with a queue of their own.")
                .register(meters);
        messages("ready", stats, QueueStats::ready);
        messages("deferred", stats, QueueStats::deferred);
        messages("in-flight", stats, QueueStats::inFlight);
        messages("unsettled", stats, QueueStats::unsettled);
        Gauge.builder("octroi.delivery.connections", stats, s -> s.get().connections())
                .description("Open connections to the next hop.")
                .tag("provider", provider)
                .register(meters);
    }

    /** An attempt with its result word and the class of the reply code, or 0 without a reply. */
    void attempt(String result, String codeClass) {
        attempts.computeIfAbsent(
                        result + '/' + codeClass,
                        _ ->
                                Counter.builder("octroi.delivery.attempts")
                                        .description("Attempts to hand a copy to the next hop.")
                                        .tag("provider", provider)
                                        .tag("result", result)
                                        .tag("code_class", codeClass)
                                        .register(meters))
                .increment();
    }

    void ended(Outcome.Kind kind, Duration sinceAcceptance) {
        Objects.requireNonNull(outcomes.get(kind)).increment();
        age.record(sinceAcceptance.isNegative() ? Duration.ZERO : sinceAcceptance);
    }

    void possibleDuplicate(AttemptResult.Cause cause) {
        Objects.requireNonNull(duplicates.get(cause)).increment();
    }

    void bug() {
        bugs.increment();
    }

    void settleFailed() {
        settleFailures.increment();
    }

    void reported() {
        reports.increment();
    }

    Timer connect() {
        return connect;
    }

    Timer tls() {
        return tls;
    }

    /** From MAIL to 354. */
    Timer envelope() {
        return envelope;
    }

    /** From the first octet of the message to the reply to its dot. */
    Timer dot() {
        return dot;
    }

    private void messages(
            String state, Supplier<QueueStats> stats, ToDoubleFunction<QueueStats> value) {
        Gauge.builder("octroi.queue.messages", stats, s -> value.applyAsDouble(s.get()))
                .description("Copies without an outcome, or with one not yet forced.")
                .tag("provider", provider)
                .tag("state", state)
                .register(meters);
    }

    private Timer phase(String phase) {
        return Timer.builder("octroi.delivery.duration")
                .description("Time spent waiting for the next hop.")
                .tag("provider", provider)
                .tag("phase", phase)
                .register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
