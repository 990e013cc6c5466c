// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Mx;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Policies over real HTTPS: from the domain's own host, proved by its certificate, or not at all.
 */
final class StsDoorTest {
    private static final String ZONE = "mta-sts.d.test A 127.0.0.1";

    @TempDir static Path directory;
    private static Certificates certificates;

    @AutoClose private final Transport transport = Transport.open("sts-door-test");
    @AutoClose private final FakeDns dns = new FakeDns(ZONE);
    private Optional<PolicyServer> web = Optional.empty();

    @BeforeAll
    static void createCertificates() throws Exception {
        certificates =
                new Certificates(directory.resolve("web.p12"))
                        .sign("web", "mta-sts.d.test", "-1d")
                        .sign("other", "d.test", "-1d")
                        .sign("expired", "mta-sts.d.test", "-20d")
                        .signItself("self", "mta-sts.d.test");
    }

    @AfterEach
    void close() {
        web.ifPresent(PolicyServer::close);
    }

    private PolicyServer serve(String certificate) throws Exception {
        PolicyServer server = new PolicyServer(certificates.server(certificate));
        server.policy("enforce", "mx.test");
        web = Optional.of(server);
        return server;
    }

    private Optional<String> fetch(int port) throws Exception {
        return fetch(port, true);
    }

    private Optional<String> fetch(int port, boolean privateToo) throws Exception {
        var servers = List.of(new Endpoint("127.0.0.1", dns.port()));
        var settings = new Mx.MtaSts(true, port, Duration.ofSeconds(2), 10);
        var door =
                new StsDoor(
                        new DnsLookUp(
                                transport, new Mx.Dns(servers, Duration.ofMillis(300), false)),
                        transport,
                        ClientTls.of(
                                Optional.of(certificates.anchors()),
                                new TlsMeters(new SimpleMeterRegistry())),
                        new Reachable(Set.of(), privateToo),
                        settings);
        return CompletableFuture.completedFuture("d.test")
                .thenComposeAsync(door::fetch, transport.loop())
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void thePolicyIsWhatTheDomainsHostSays() throws Exception {
        PolicyServer server = serve("web");

        assertThat(fetch(server.port())).contains(server.body);
        assertThat(server.asked).containsExactly("GET mta-sts.d.test /.well-known/mta-sts.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "expired", "self"})
    void aHostThatProvesNothingHasNoPolicy(String certificate) throws Exception {
        PolicyServer server = serve(certificate);

        assertThat(fetch(server.port())).isEmpty();
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/plain, true",
        "200, TEXT/PLAIN;charset=us-ascii, true",
        "200, text/html, false",
        "200, text/plainer, false",
        "206, text/plain, false",
        "302, text/plain, false",
        "404, text/plain, false",
        "500, text/plain, false",
    })
    void onlyAPlainTextAtThatVeryPlaceIsAPolicy(int status, String type, boolean isPolicy)
            throws Exception {
        PolicyServer server = serve("web");
        server.status = status;
        server.type = type;

        assertThat(fetch(server.port()).isPresent()).isEqualTo(isPolicy);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aTextBeyondTheLimitIsNone() throws Exception {
        PolicyServer server = serve("web");
        server.body = "x".repeat(StsDoor.OCTETS_MAX + 1);

        assertThat(fetch(server.port())).isEmpty();
    }

    @Test
    void aTextThatBreaksOffIsNone() throws Exception {
        PolicyServer server = serve("web");
        server.isCut = true;

        assertThat(fetch(server.port())).isEmpty();
    }

    @Test
    void aPrivateNetworkIsNotGoneTo() throws Exception {
        PolicyServer server = serve("web");

        assertThat(fetch(server.port(), false)).isEmpty();
        assertThat(server.asked).isEmpty();
    }

    @Test
    void theSecondAddressIsTriedWhenTheFirstIsDead() throws Exception {
        dns.zone("mta-sts.d.test A 127.0.0.9; " + ZONE);
        PolicyServer server = serve("web");

        assertThat(fetch(server.port())).contains(server.body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mta-sts.d.test CODE 2", "mta-sts.d.test SILENT"})
    void aHostWithoutAnAddressHasNoPolicy(String zone) throws Exception {
        dns.zone(zone);

        assertThat(fetch(1)).isEmpty();
    }

    @Test
    void aHostThatTakesConnectionsAndSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(fetch(mute.getLocalPort())).isEmpty();
        }
    }
}
