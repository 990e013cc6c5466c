// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.smtp.BounceClass;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** What is counted about delivery. Thread-safe. */
final class DeliveryMeters {
    private final MeterRegistry meters;
    private final Map<String, ProviderMeters> providers = new ConcurrentHashMap<>();
    private final Map<Outcome.Kind, Counter> outcomes = new EnumMap<>(Outcome.Kind.class);
    private final Map<AttemptResult.Cause, Counter> duplicates =
            new EnumMap<>(AttemptResult.Cause.class);
    private final Map<Order.Kind, Counter> orders = new EnumMap<>(Order.Kind.class);
    private final Map<BounceClass, Counter> bounces = new EnumMap<>(BounceClass.class);
    private final Timer age;
    private final Counter bugs;
    private final Counter settleFailures;
    private final Counter reports;
    private final Counter attemptsCut;
    private final TlsMeters tls;

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        this.tls = new TlsMeters(meters);
        countByWord();
        age =
                Timer.builder("octroi.queue.age")
                        .description("Time from acceptance to outcome.")
                        .register(meters);
        bugs =
                Counter.builder("octroi.bugs")
                        .description("Faults of our own code, by room.")
                        .tag("room", "delivery")
                        .register(meters);
        settleFailures =
                counter("octroi.delivery.settle.failures", "Outcomes the spool did not record.");
        reports = counter("octroi.delivery.reports", "Delivery reports written to senders.");
        attemptsCut =
                counter(
                        "octroi.delivery.watchdog",
                        "Attempts ended because they took longer than any may.");
    }

    /** A connection could not leave from one of our addresses: it is not on this machine. */
    void sourceMissing(InetAddress address) {
        Counter.builder("octroi.delivery.sources.missing")
                .description("Connections that could not leave from their source address.")
                .tag("address", address.getHostAddress())
                .register(meters)
                .increment();
    }

    TlsMeters tls() {
        return tls;
    }

    /** What is counted of one provider; the name comes from the settings. */
    ProviderMeters of(String provider) {
        return providers.computeIfAbsent(provider, name -> new ProviderMeters(meters, name));
    }

    /**
     * Gauges over the published state of the queues. Each holds what it asks: what only a gauge
     * knows is else collected, and the gauge says NaN from then on.
     *
     * @param providers names of all there are
     * @param stats how the queues of one of them stand, by its name
     */
    void watch(
            Collection<String> providers,
            Function<String, QueueStats> stats,
            IntSupplier destinations) {
        Gauge.builder("octroi.delivery.destinations", destinations::getAsInt)
                .description("Destinations with a queue of their own.")
                .register(meters);
        for (String provider : providers) {
            messages(provider, "ready", stats, QueueStats::ready);
            messages(provider, "deferred", stats, QueueStats::deferred);
            messages(provider, "held", stats, QueueStats::held);
            messages(provider, "in-flight", stats, QueueStats::inFlight);
            messages(provider, "unsettled", stats, QueueStats::unsettled);
            Gauge.builder("octroi.delivery.connections", () -> stats.apply(provider).connections())
                    .description("Open connections to the next hop.")
                    .tag("provider", provider)
                    .register(meters);
        }
    }

    /** A gauge over the memory that waiting copies take outside the heap. */
    void watchMemory(LongSupplier bytes) {
        Gauge.builder("octroi.queue.memory", bytes::getAsLong)
                .baseUnit("bytes")
                .description("Octets outside the heap that copies without an outcome take.")
                .register(meters);
    }

    /** Messages of before the start that are still to be queued. */
    void watchResumption(IntSupplier toCome) {
        Gauge.builder("octroi.queue.to.come", toCome::getAsInt)
                .description("Messages of before the start that are still to be queued.")
                .register(meters);
    }

    private void countByWord() {
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            outcomes.put(
                    kind,
                    Counter.builder("octroi.delivery.outcomes")
                            .description("Copies that ended, by how they ended.")
                            .tag("outcome", kind.word())
                            .register(meters));
        }
        for (BounceClass bounce : BounceClass.values()) {
            bounces.put(
                    bounce,
                    Counter.builder("octroi.delivery.bounces")
                            .description(
                                    "Copies refused for good, by what that says of the address.")
                            .tag("class", bounce.word())
                            .register(meters));
        }
        for (Order.Kind kind : Order.Kind.values()) {
            orders.put(
                    kind,
                    Counter.builder("octroi.queue.orders")
                            .description("Copies a person held, released, retried or cancelled.")
                            .tag("order", kind.word())
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
    }

    void ended(Outcome.Kind kind, Duration sinceAcceptance) {
        Objects.requireNonNull(outcomes.get(kind)).increment();
        age.record(sinceAcceptance.isNegative() ? Duration.ZERO : sinceAcceptance);
    }

    void bounced(BounceClass bounce) {
        Objects.requireNonNull(bounces.get(bounce)).increment();
    }

    void possibleDuplicate(AttemptResult.Cause cause) {
        Objects.requireNonNull(duplicates.get(cause)).increment();
    }

    /** A person's order was carried out on so many copies. */
    void ordered(Order.Kind kind, int copies) {
        Objects.requireNonNull(orders.get(kind)).increment(copies);
    }

    void attemptCut() {
        attemptsCut.increment();
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

    private void messages(
            String provider,
            String state,
            Function<String, QueueStats> stats,
            ToDoubleFunction<QueueStats> value) {
        Gauge.builder("octroi.queue.messages", () -> value.applyAsDouble(stats.apply(provider)))
                .description("Copies without an outcome, or with one not yet forced.")
                .tag("provider", provider)
                .tag("state", state)
                .register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
