// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.top;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway's {@code /metrics} said at one moment, in the text format of Prometheus 0.0.4.
 * Lines that are no sample are passed over. Immutable.
 */
public final class MetricsPage {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? (\\S+)(?: -?\\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*+)\",?");

    private record Sample(Map<String, String> labels, double value) {
        boolean has(Map<String, String> wanted) {
            return labels.entrySet().containsAll(wanted.entrySet());
        }

        String label(String name) {
            return labels.getOrDefault(name, "");
        }
    }

    private final Map<String, List<Sample>> samples;

    private MetricsPage(Map<String, List<Sample>> samples) {
        this.samples = samples;
    }

    /** Reads a page as it came. */
    public static MetricsPage of(String text) {
        Map<String, List<Sample>> samples = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                samples.computeIfAbsent(sample.group(1), _ -> new ArrayList<>())
                        .add(new Sample(labels(sample.group(2)), value(sample.group(3))));
            }
        }
        return new MetricsPage(samples);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The sum over every sample of that name that has these labels; 0 when there is none. */
    public double sum(String name, Map<String, String> labels) {
        return named(name).stream().filter(s -> s.has(labels)).mapToDouble(Sample::value).sum();
    }

    /** The sums by one label, of the samples that have these labels. */
    public SortedMap<String, Double> by(String label, String name, Map<String, String> labels) {
        SortedMap<String, Double> sums = new TreeMap<>();
        named(name).stream()
                .filter(s -> s.has(labels))
                .forEach(s -> sums.merge(s.label(label), s.value(), Double::sum));
        return sums;
    }

    /** How often a histogram counted a value up to each bound. */
    NavigableMap<Double, Double> buckets(String name, Map<String, String> labels) {
        NavigableMap<Double, Double> buckets = new TreeMap<>();
        named(name + "_bucket").stream()
                .filter(s -> s.has(labels))
                .forEach(s -> buckets.merge(value(s.label("le")), s.value(), Double::sum));
        return buckets;
    }

    private List<Sample> named(String name) {
        return samples.getOrDefault(name, List.of());
    }
}
