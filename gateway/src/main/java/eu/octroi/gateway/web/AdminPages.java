// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import eu.octroi.gateway.metrics.Meters;

import java.time.Clock;
import java.util.List;

/**
 * What the admin port works with. Immutable.
 *
 * @param components in the order in which readiness and the status page show them
 * @param routes annotated HTTP services, served under {@code /api/v1} behind the token; they may
 *     block
 */
public record AdminPages(
        AdminToken token,
        List<Component> components,
        GatewayStatus status,
        Meters meters,
        Clock clock,
        List<Object> routes) {
    public AdminPages {
        components = List.copyOf(components);
        routes = List.copyOf(routes);
    }
}
