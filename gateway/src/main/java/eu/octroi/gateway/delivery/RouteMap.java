// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.ProviderProfile;
import eu.octroi.gateway.settings.Smarthost;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;

/** Reads from the settings which routes there are and how their next hops are spoken to. */
record RouteMap(DeliverySettings settings, String hostname, RandomGenerator random) {
    /**
     * Opens the connections of all routes.
     *
     * @param anchors whom required TLS trusts; empty means the authorities of the Java runtime
     */
    Connector connector(
            Transport transport, Optional<TrustManagerFactory> anchors, DeliveryMeters meters) {
        SessionRules rules = rules();
        return new Connector(
                transport,
                rules,
                ClientTls.of(rules.tls(), anchors),
                settings.timeouts(),
                sources(),
                meters);
    }

    /** The providers with a profile. */
    private List<ProviderProfile> known() {
        return switch (settings.route()) {
            case SMARTHOST -> List.of();
            case MX -> settings.mx().providers().all();
        };
    }

    /** Every other next hop. */
    private ProviderProfile unknown() {
        return switch (settings.route()) {
            case SMARTHOST ->
                    new ProviderProfile(
                            "smarthost",
                            List.of(),
                            List.of(),
                            settings.connectionsMax(),
                            settings.messagesPerConnectionMax(),
                            0,
                            List.of());
            case MX -> ProviderProfile.unknown(settings.mx().limits());
        };
    }

    /** To all next hops together. */
    private int connectionsMax() {
        return switch (settings.route()) {
            case SMARTHOST -> settings.connectionsMax();
            case MX -> settings.mx().limits().connectionsMax();
        };
    }

    /** The labels of metrics, that of next hops without a profile first. */
    List<String> providerNames() {
        return Stream.concat(Stream.of(unknown()), known().stream())
                .map(ProviderProfile::name)
                .toList();
    }

    /** Says where the next hops are. */
    HopFinder finder(Transport transport, Executor readers) {
        return switch (settings.route()) {
            case SMARTHOST -> new SmarthostFinder(smarthost().address(), readers);
            case MX -> exchangers(transport, settings.mx());
        };
    }

    private HopFinder exchangers(Transport transport, Mx mx) {
        return new MxResolver(
                new DnsLookUp(transport, mx.dns()),
                hostname.toLowerCase(Locale.ROOT),
                Reachable.of(mx.privateTargets()),
                mx.port(),
                random);
    }

    Routes.Directions directions(Shared shared, HopFinder finder) {
        return switch (settings.route()) {
            case SMARTHOST -> lone(shared, finder);
            case MX -> byDomain(shared, finder);
        };
    }

    private Routes.Directions lone(Shared shared, HopFinder finder) {
        Providers providers = new Providers(known(), unknown(), connectionsMax(), shared);
        return new Routes.Directions(
                _ -> "smarthost",
                (routes, name) ->
                        new Route(shared, routes, way(name, finder, shared), providers, true),
                1);
    }

    private Routes.Directions byDomain(Shared shared, HopFinder finder) {
        Providers providers = new Providers(known(), unknown(), connectionsMax(), shared);
        return new Routes.Directions(
                UnaryOperator.identity(),
                (routes, domain) ->
                        new Route(shared, routes, way(domain, finder, shared), providers, false),
                settings.mx().limits().destinationsMax());
    }

    private static Way way(String destination, HopFinder finder, Shared shared) {
        return new Way(destination, finder, shared.loop(), shared.measures().ticker());
    }

    private SessionRules rules() {
        return switch (settings.route()) {
            case SMARTHOST -> new SessionRules(hostname, smarthost().tls(), login(smarthost()));
            case MX -> new SessionRules(hostname, settings.mx().tls(), Optional.empty());
        };
    }

    private List<InetAddress> sources() {
        return switch (settings.route()) {
            case SMARTHOST -> List.of();
            case MX -> settings.mx().sourceAddresses();
        };
    }

    private Smarthost smarthost() {
        return settings.smarthost().orElseThrow();
    }

    private static Optional<SessionRules.Login> login(Smarthost smarthost) {
        return smarthost
                .username()
                .map(
                        name ->
                                new SessionRules.Login(
                                        name,
                                        smarthost
                                                .passwordFile()
                                                .map(RouteMap::firstLine)
                                                .orElse("")));
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException failed) {
            throw new DeliveryException("password file unreadable: " + file, failed);
        }
    }
}
