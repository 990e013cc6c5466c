// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.top;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Draws one interval as text: rates, queue by destination, refusals by reason, latencies. */
public final class TopView {
    private static final int REASONS_MAX = 12;
    private static final int DESTINATIONS_MAX = 12;
    private static final Map<String, String> ALL = Map.of();

    private final StringBuilder out = new StringBuilder();
    private final Interval interval;

    private TopView(Interval interval) {
        this.interval = interval;
    }

    /**
     * The lines of one view.
     *
     * @param title of the gateway that is looked at
     */
    public static String of(String title, Interval interval) {
        TopView view = new TopView(interval);
        view.line(title);
        view.rates();
        view.latencies();
        view.destinations();
        view.refusals();
        return view.out.toString();
    }

    private void rates() {
        line("");
        line(
                String.format(
                        Locale.ROOT,
                        "messages   accepted %s/s   not kept %s/s   connections %s",
                        rate("octroi_messages_accepted_total"),
                        rate("octroi_messages_not_kept_total"),
                        count(interval.now().sum("octroi_smtp_server_connections", ALL))));
        StringBuilder ended = new StringBuilder();
        for (Interval.Line one : interval.lines("outcome", "octroi_delivery_outcomes_total")) {
            if (one.total() > 0) {
                ended.append("   ").append(one.word()).append(' ').append(rate(one.rate()));
                ended.append("/s");
            }
        }
        line(
                String.format(
                        Locale.ROOT,
                        "copies  %s",
                        ended.isEmpty() ? "   none has ended yet" : ended));
        line(
                String.format(
                        Locale.ROOT,
                        "spool      messages %s   %s   free %s%s",
                        count(interval.now().sum("octroi_spool_messages", ALL)),
                        octets(interval.now().sum("octroi_spool_bytes", ALL)),
                        octets(interval.now().sum("octroi_spool_free_bytes", ALL)),
                        interval.now().sum("octroi_spool_writable", ALL) > 0
                                ? ""
                                : "   NOT WRITABLE"));
    }

    private void latencies() {
        line("");
        line(String.format(Locale.ROOT, "%-34s %10s %10s", "TIME (at most)", "half", "99 of 100"));
        latency("edit and sign a message", "octroi_pipeline_stage_duration_seconds", "intake");
        latency("force it to disk", "octroi_spool_commit_duration_seconds", "");
        latency("from acceptance to its end", "octroi_queue_age_seconds", "");
    }

    private void latency(String what, String histogram, String stage) {
        Map<String, String> labels = stage.isEmpty() ? ALL : Map.of("stage", stage);
        line(
                String.format(
                        Locale.ROOT,
                        "%-34s %10s %10s",
                        what,
                        seconds(interval, 0.5, histogram, labels),
                        seconds(interval, 0.99, histogram, labels)));
    }

    private static String seconds(
            Interval interval, double share, String histogram, Map<String, String> labels) {
        var value = interval.quantile(share, histogram, labels);
        return value.isEmpty() ? "-" : duration(value.getAsDouble());
    }

    private void destinations() {
        MetricsPage now = interval.now();
        Set<String> providers = new TreeSet<>();
        providers.addAll(now.by("provider", "octroi_queue_messages", ALL).keySet());
        line("");
        line(
                String.format(
                        Locale.ROOT,
                        "%-20s %6s %9s %9s %9s %9s %9s",
                        "DESTINATION",
                        "CONN",
                        "READY",
                        "DEFERRED",
                        "ON WIRE",
                        "TAKEN/s",
                        "FAILED/s"));
        for (String provider : providers.stream().limit(DESTINATIONS_MAX).toList()) {
            Map<String, String> to = Map.of("provider", provider);
            double taken = attempts(provider, "2");
            line(
                    String.format(
                            Locale.ROOT,
                            "%-20s %6s %9s %9s %9s %9s %9s",
                            provider,
                            count(now.sum("octroi_delivery_connections", to)),
                            queued(provider, "ready"),
                            queued(provider, "deferred"),
                            queued(provider, "in-flight"),
                            rate(taken),
                            rate(interval.rate("octroi_delivery_attempts_total", to) - taken)));
        }
        more(providers.size(), DESTINATIONS_MAX);
    }

    private double attempts(String provider, String codeClass) {
        return interval.rate(
                "octroi_delivery_attempts_total",
                Map.of("provider", provider, "code_class", codeClass));
    }

    private String queued(String provider, String state) {
        Map<String, String> labels = Map.of("provider", provider, "state", state);
        return count(interval.now().sum("octroi_queue_messages", labels));
    }

    private void refusals() {
        List<Interval.Line> reasons =
                interval.lines("reason", "octroi_decisions_total").stream()
                        .filter(one -> !one.word().equals("none") && one.total() > 0)
                        .toList();
        line("");
        line(
                String.format(
                        Locale.ROOT,
                        "%-34s %10s %10s",
                        "RECIPIENTS REFUSED",
                        "per second",
                        "since start"));
        if (reasons.isEmpty()) {
            line("none");
        }
        reasons.stream()
                .limit(REASONS_MAX)
                .forEach(
                        r ->
                                line(
                                        String.format(
                                                Locale.ROOT,
                                                "%-34s %10s %10s",
                                                r.word(),
                                                rate(r.rate()),
                                                count(r.total()))));
        more(reasons.size(), REASONS_MAX);
    }

    private void more(int size, int shown) {
        if (size > shown) {
            line(String.format(Locale.ROOT, "… %d more", size - shown));
        }
    }

    private String rate(String name) {
        return rate(interval.rate(name, ALL));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 9.95 ? "%.1f" : "%,.0f", perSecond);
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String octets(double value) {
        String unit = value >= 1e9 ? "GB" : "MB";
        return String.format(Locale.ROOT, "%,.1f %s", value / (value >= 1e9 ? 1e9 : 1e6), unit);
    }

    private static String duration(double seconds) {
        if (Double.isInfinite(seconds)) {
            return "longer";
        }
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%,.1f s", seconds);
        }
        double millis = seconds * 1_000;
        return String.format(Locale.ROOT, millis < 9.95 ? "%.1f ms" : "%.0f ms", millis);
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
