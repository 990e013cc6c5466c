// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.metrics.Build;
import eu.octroi.gateway.web.Component.Health;
import eu.octroi.gateway.web.GatewayStatus.Decision;
import eu.octroi.gateway.web.GatewayStatus.Snapshot;
import eu.octroi.gateway.web.pages.StatusView;
import eu.octroi.gateway.web.pages.StatusView.Figure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /} of the admin port: what the gateway is and does, at a glance. Thread-safe. */
final class StatusPage implements HttpService {
    private static final int DECISIONS_MAX = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final GatewayStatus status;
    private final HealthPages health;
    private final Pages pages;
    private final Clock clock;
    private final Instant started;
    private final Build build = Build.current();

    StatusPage(AdminPages parts, HealthPages health, Pages pages) {
        this.status = parts.status();
        this.health = health;
        this.pages = pages;
        this.clock = parts.clock();
        this.started = clock.instant();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return pages.page(
                HttpStatus.OK, "status", Map.of("view", view(status.now(), health.ask())));
    }

    private StatusView view(Snapshot now, Map<String, Health> parts) {
        Instant at = clock.instant();
        return new StatusView(
                HealthPages.isReady(parts),
                build.version(),
                uptime(Duration.between(started, at)),
                DAY_AND_TIME.format(at),
                tiles(now),
                refusals(now.refused()),
                now.latest().stream().limit(DECISIONS_MAX).map(StatusPage::line).toList(),
                parts.entrySet().stream().map(StatusPage::part).toList(),
                now.addresses().entrySet().stream()
                        .map(e -> new Figure(e.getKey(), e.getValue()))
                        .toList());
    }

    private static List<Figure> tiles(Snapshot now) {
        long refused = now.refused().values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                tile("Accepted today", now.accepted()),
                tile("Delivered today", now.delivered()),
                tile("Refused since start", refused),
                tile("Opt-outs since start", now.optOuts()),
                tile("In the queue", now.queued()),
                tile("On the suppression list", now.suppressionEntries()));
    }

    private static List<Figure> refusals(Map<Tag, Long> refused) {
        return refused.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<Tag, Long>comparingByValue(Comparator.reverseOrder()))
                .map(e -> tile(e.getKey().word(), e.getValue()))
                .toList();
    }

    private static StatusView.Line line(Decision decision) {
        return new StatusView.Line(
                TIME.format(decision.at()),
                decision.message(),
                decision.credential(),
                decision.outcome(),
                decision.detail());
    }

    private static StatusView.Part part(Map.Entry<String, Health> part) {
        return new StatusView.Part(
                part.getKey(), part.getValue().ready(), part.getValue().detail());
    }

    private static Figure tile(String name, long figure) {
        return new Figure(name, String.format(Locale.ROOT, "%,d", figure));
    }

    private static String uptime(Duration up) {
        if (up.toDays() > 0) {
            return up.toDays() + " d " + up.toHoursPart() + " h";
        }
        return up.toHours() > 0
                ? up.toHours() + " h " + up.toMinutesPart() + " min"
                : up.toMinutes() + " min " + up.toSecondsPart() + " s";
    }
}
