// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.HostAddresses;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Reads from the settings which routes there are and how their next hops are spoken to. */
record RouteMap(DeliverySettings settings, String hostname, RandomGenerator random) {
    /** Opens the connections of all routes. */
    Connector connector(Transport transport, ClientTls tls, DeliveryMeters meters) {
        return new Connector(
                transport, rules(), tls, settings.timeouts(), sources(transport, meters), meters);
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

    /**
     * What is needed to find a way.
     *
     * @param readers threads that may wait for the disk and for the operating system
     * @param policies directory where policies of domains about TLS are kept
     */
    record Tools(
            Transport transport,
            ClientTls tls,
            Executor readers,
            Path policies,
            Measures measures) {}

    /** Says where the next hops are. */
    HopFinder finder(Tools tools) {
        return switch (settings.route()) {
            case SMARTHOST ->
                    new SmarthostFinder(
                            smarthost().address(),
                            TlsDemand.of(smarthost().tls()),
                            tools.readers());
            case MX -> exchangers(tools);
        };
    }

    private HopFinder exchangers(Tools tools) {
        Mx mx = settings.mx();
        DnsLookUp dns = new DnsLookUp(tools.transport(), mx.dns());
        Reachable reachable = Reachable.of(mx.privateTargets());
        return new MxResolver(
                new MxResolver.Parts(
                        dns,
                        new Locator(dns, mx.port()),
                        policies(tools, dns, reachable),
                        new Demands(TlsDemand.of(mx.tls())),
                        reachable,
                        tools.measures().meters().tls()),
                hostname.toLowerCase(Locale.ROOT),
                mx.port(),
                random);
    }

    private Function<String, CompletionStage<Optional<StsPolicy>>> policies(
            Tools tools, DnsLookUp dns, Reachable reachable) {
        Mx.MtaSts sts = settings.mx().mtaSts();
        if (!sts.use() || settings.mx().tls() == Smarthost.TlsUse.NONE) {
            return _ -> CompletableFuture.completedFuture(Optional.empty());
        }
        StsDoor door = new StsDoor(dns, tools.transport(), tools.tls(), reachable, sts);
        StsShelf shelf = new StsShelf(tools.policies());
        Measures measures = tools.measures();
        return new StsPolicies(
                        new StsPolicies.Parts(dns, door, shelf, tools.readers()),
                        sts.policiesMax(),
                        measures.clock(),
                        measures.meters().tls())
                ::of;
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
        TlsDemand untilKnown = new TlsDemand.Nothing();
        return switch (settings.route()) {
            case SMARTHOST -> new SessionRules(hostname, untilKnown, login(smarthost()));
            case MX -> new SessionRules(hostname, untilKnown, Optional.empty());
        };
    }

    private Sources sources(Transport transport, DeliveryMeters meters) {
        List<InetAddress> ours =
                switch (settings.route()) {
                    case SMARTHOST -> List.of();
                    case MX -> settings.mx().sourceAddresses();
                };
        return new Sources(
                ours,
                new Sources.Machine(
                        HostAddresses::isHere,
                        meters::sourceMissing,
                        transport.loop().ticker()::nanoTime));
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
