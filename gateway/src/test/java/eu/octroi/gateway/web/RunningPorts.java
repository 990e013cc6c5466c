// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.metrics.Meters;
import eu.octroi.gateway.settings.ReadSettings;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.unsubscribe.InMemoryOppositions;
import eu.octroi.gateway.unsubscribe.OptOut;
import eu.octroi.gateway.unsubscribe.TestTokens;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;
import eu.octroi.gateway.web.Component.Health;
import eu.octroi.gateway.web.GatewayStatus.Decision;
import eu.octroi.gateway.web.GatewayStatus.Snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Both real ports on loopback, oppositions in memory, and a client that follows no redirect. */
final class RunningPorts implements Closeable {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final ControllerNumber EXEMPLE = new ControllerNumber(7);
    static final ControllerNumber AUTRE = new ControllerNumber(8);
    static final String YAML =
            """
            listen:
              smtp: {address: "127.0.0.1:0"}
              web: {address: "127.0.0.1:0", public-url: "PUBLIC"}
              admin: {address: "127.0.0.1:0"}
            delivery: {smarthost: {address: "127.0.0.1:1025"}}
            controllers:
              exemple:
                legal-name: Exemple SAS
                registration: RCS Paris 123 456 789
                address: 1 rue de l'Exemple, 75001 Paris
                contact: donnees@exemple.fr
                brand: Exemple
                language: fr
                covers-all-sending: true
                domains: {exemple.fr: {selector: octroi, key: ""}}
            MORE
            sources:
              sirene:
                label: {fr: "répertoire SIRENE de l'Insee", en: "Insee's SIRENE register"}
                kind: public
                acquired: 2026-10-01
            streams:
              prospection:
                controller: exemple
                class: prospecting
                regime: fr
                source: sirene
                purpose: {fr: "vous présenter nos services", en: "to present our services"}
                reason: {fr: "votre fonction <dans> l'entreprise", en: "your role"}
            credentials:
              outil: {stream: prospection}
            """;
    static final String SECOND_CONTROLLER =
            """
              autre:
                legal-name: Autre SARL
                registration: RCS Lyon 987 654 321
                address: 2 rue du Port, 69001 Lyon
                contact: +33 4 00 00 00 00
                brand: Autre
                language: en
                domains: {autre.fr: {selector: octroi, key: ""}}
            """;

    final InMemoryOppositions oppositions = new InMemoryOppositions();
    final UnsubscribeTokens tokens = TestTokens.under(2, 1);
    final Meters meters = new Meters();
    final AtomicReference<Health> spool = new AtomicReference<>(Health.ready("writable"));
    final Path tokenFile;
    private final WebServers servers;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private RunningPorts(Path directory, Settings settings, List<Object> routes) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        tokenFile = directory.resolve("admin.token");
        PublicPages pages =
                new PublicPages(
                        settings,
                        tokens,
                        new OptOut(oppositions, clock, meters.registry()),
                        RunningPorts::nameOf,
                        clock);
        AdminPages admin =
                new AdminPages(
                        AdminToken.open(tokenFile, new SecureRandom()),
                        List.of(
                                new Component("spool", spool::get),
                                Component.fixed("caps", "3 persons")),
                        RunningPorts::snapshot,
                        meters,
                        clock,
                        routes);
        servers = WebServers.start(settings.listen(), pages, admin);
    }

    static RunningPorts start(Path directory) throws IOException {
        return start(directory, "http://127.0.0.1:8080", "", List.of());
    }

    static RunningPorts start(
            Path directory, String publicUrl, String moreControllers, List<Object> routes)
            throws IOException {
        Path file = directory.resolve("octroi.yaml");
        Files.writeString(
                file, YAML.replace("PUBLIC", publicUrl).replace("MORE\n", moreControllers));
        Settings settings = ReadSettings.of(file, Map.of(), Optional.of(directory));
        return new RunningPorts(directory, settings, routes);
    }

    /** A fresh token for a person of {@code controller}. */
    String token(ControllerNumber controller, long person) {
        return tokens.issue(controller, new PersonKey(person, person), new MessageId(5, person));
    }

    HttpRequest.Builder web(String path) {
        return HttpRequest.newBuilder(uri(servers.webAddress(), path));
    }

    HttpRequest.Builder admin(String path) {
        return HttpRequest.newBuilder(uri(servers.adminAddress(), path));
    }

    InetSocketAddress webAddress() {
        return servers.webAddress();
    }

    InetSocketAddress adminAddress() {
        return servers.adminAddress();
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** What was recorded of one person. */
    List<InMemoryOppositions.Event> events(long person) {
        PersonKey key = new PersonKey(person, person);
        return oppositions.events().stream().filter(e -> e.person().equals(key)).toList();
    }

    /** Opt-out requests counted so far. */
    double requests(String method, String result) {
        return meter(
                "octroi_unsubscribe_requests_total{method=\"%s\",result=\"%s\"}"
                        .formatted(method, result));
    }

    /** The value of one meter line in the scrape, 0 when it is not there. */
    double meter(String line) {
        return meters.scrape()
                .lines()
                .filter(l -> l.startsWith(line + " "))
                .mapToDouble(l -> Double.parseDouble(l.substring(line.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        servers.close();
        client.close();
        meters.close();
    }

    private static URI uri(InetSocketAddress address, String path) {
        return URI.create("http://127.0.0.1:" + address.getPort() + path);
    }

    private static Optional<ControllerId> nameOf(ControllerNumber number) {
        return switch (number.value()) {
            case 7 -> Optional.of(new ControllerId("exemple"));
            case 8 -> Optional.of(new ControllerId("autre"));
            default -> Optional.empty();
        };
    }

    private static Snapshot snapshot() {
        return new Snapshot(
                12345,
                12300,
                Map.of(Tag.OPPOSED, 40L, Tag.STRUCTURE, 2L),
                3,
                5,
                1_000_000,
                Map.of("SMTP", "127.0.0.1:2525"),
                List.of(
                        new Decision(
                                NOW, "01JD", "outil", "refused", "<script>alert(1)</script>")));
    }
}
