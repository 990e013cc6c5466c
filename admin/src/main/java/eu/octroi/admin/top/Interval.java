// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.top;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What happened between two looks at a gateway. A counter that went back, as after a restart, gives
 * no rate. Immutable.
 *
 * @param seconds between the two; above 0
 */
public record Interval(MetricsPage before, MetricsPage now, double seconds) {
    /** What happened per second and in all, under one word. */
    record Line(String word, double rate, double total) {}

    /** Per second. */
    double rate(String name, Map<String, String> labels) {
        return perSecond(now.sum(name, labels) - before.sum(name, labels));
    }

    /** The lines of one label, the busiest first, then by what happened in all. */
    List<Line> lines(String label, String name) {
        Map<String, Double> earlier = before.by(label, name, Map.of());
        return now.by(label, name, Map.of()).entrySet().stream()
                .map(
                        entry -> {
                            double was = earlier.getOrDefault(entry.getKey(), 0.0);
                            double rate = perSecond(entry.getValue() - was);
                            return new Line(entry.getKey(), rate, entry.getValue());
                        })
                .sorted(
                        Comparator.comparingDouble(Line::rate)
                                .thenComparingDouble(Line::total)
                                .reversed())
                .toList();
    }

    /**
     * The bound below which this share of the interval's values lay; empty when there were none.
     *
     * @param share between 0 and 1
     */
    OptionalDouble quantile(double share, String histogram, Map<String, String> labels) {
        NavigableMap<Double, Double> counts = new TreeMap<>(now.buckets(histogram, labels));
        before.buckets(histogram, labels)
                .forEach((bound, count) -> counts.merge(bound, -count, Double::sum));
        double all = counts.isEmpty() ? 0 : counts.lastEntry().getValue();
        if (all <= 0) {
            return OptionalDouble.empty();
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= share * all)
                .mapToDouble(Map.Entry::getKey)
                .findFirst();
    }

    private double perSecond(double difference) {
        return Math.max(0, difference) / seconds;
    }
}
