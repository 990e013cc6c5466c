// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What the list tells the outside about itself. Thread-safe. */
final class SuppressionMeters {
    static final Logger LOG = LoggerFactory.getLogger("eu.octroi.gateway.suppression");

    private final Timer lookups;
    private final Map<Op, Map<Channel, Counter>> changes = new EnumMap<>(Op.class);

    private final SurgeAlarm surge;

    SuppressionMeters(IndexKeeper keeper, SurgeAlarm surge, MeterRegistry meters) {
        this.surge = surge;
        this.lookups =
                Timer.builder("octroi.suppression.lookup.duration")
                        .description("Time to tell whether one recipient is suppressed.")
                        .serviceLevelObjectives(
                                Duration.ofNanos(1_000),
                                Duration.ofNanos(2_500),
                                Duration.ofNanos(5_000),
                                Duration.ofNanos(10_000),
                                Duration.ofNanos(50_000),
                                Duration.ofNanos(250_000),
                                Duration.ofMillis(1))
                        .register(meters);
        for (Op op : Op.values()) {
            changes.put(op, counters(op, meters));
        }
        for (Scope scope : Scope.values()) {
            Gauge.builder("octroi.suppression.entries", keeper, k -> k.tally().ofScope(scope))
                    .description("Keys in the suppression index.")
                    .tag("scope", scope.word())
                    .register(meters);
        }
        Gauge.builder("octroi.suppression.index.bytes", keeper, k -> k.index().bytes())
                .description("Size of the suppression index file.")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("octroi.suppression.index.capacity", keeper, k -> k.index().capacity())
                .description("Keys the suppression index file was made for.")
                .register(meters);
        Gauge.builder("octroi.suppression.applied.offset", keeper, IndexKeeper::watermark)
                .description("The last event of the record that the index follows.")
                .register(meters);
        Gauge.builder("octroi.suppression.stale", keeper, k -> k.isStale() ? 1 : 0)
                .description("1 while the index cannot be trusted and nothing is sent.")
                .register(meters);
    }

    void lookedUp(long nanos) {
        lookups.record(Duration.ofNanos(nanos));
    }

    /** Somebody was about to be put on the list, one by one. */
    void asked(Channel channel) {
        surge.count(channel);
    }

    void changed(Op op, Channel channel) {
        Map<Channel, Counter> counters = changes.getOrDefault(op, Map.of());
        Counter counter = counters.get(channel);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Map<Channel, Counter> counters(Op op, MeterRegistry meters) {
        Map<Channel, Counter> byChannel = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            byChannel.put(
                    channel,
                    Counter.builder("octroi.suppression.changes")
                            .description("Entries added to and lifted from the suppression list.")
                            .tag("op", SuppressionChanges.word(op))
                            .tag("source", channel.word())
                            .register(meters));
        }
        return byChannel;
    }
}
