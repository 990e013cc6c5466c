// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import eu.octroi.gateway.web.Component.Health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Liveness (the process answers) and readiness (mail can be accepted), the latter with one reason
 * for each component when asked with {@code ?verbose}. Thread-safe.
 */
final class HealthPages {
    private final List<Component> components;

    HealthPages(List<Component> components) {
        this.components = components;
    }

    HttpService live() {
        return (context, request) -> text(HttpStatus.OK, "alive");
    }

    HttpService ready() {
        return (context, request) -> {
            Map<String, Health> all = ask();
            boolean isReady = isReady(all);
            HttpStatus status = isReady ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
            return isVerbose(context) ? verbose(status, all) : text(status, summary(all));
        };
    }

    /** How each component is now, in their order. */
    Map<String, Health> ask() {
        Map<String, Health> all = new LinkedHashMap<>();
        components.forEach(c -> all.put(c.name(), c.health().get()));
        return all;
    }

    static boolean isReady(Map<String, Health> all) {
        return all.values().stream().allMatch(Health::ready);
    }

    private static boolean isVerbose(ServiceRequestContext context) {
        return context.queryParams().contains("verbose");
    }

    private static HttpResponse verbose(HttpStatus status, Map<String, Health> all) {
        Map<String, Object> byName = new LinkedHashMap<>();
        all.forEach(
                (name, health) ->
                        byName.put(
                                name,
                                Map.of(
                                        "ready",
                                        health.ready(),
                                        "reason",
                                        name + ": " + health.detail())));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", isReady(all) ? "ready" : "not ready");
        answer.put("components", byName);
        return HttpResponse.ofJson(status, answer);
    }

    private static String summary(Map<String, Health> all) {
        String missing =
                all.entrySet().stream()
                        .filter(e -> !e.getValue().ready())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "ready" : "not ready: " + missing;
    }

    private static HttpResponse text(HttpStatus status, String text) {
        return HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, text + "\n");
    }
}
