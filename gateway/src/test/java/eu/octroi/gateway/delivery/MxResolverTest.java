// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.Smarthost.TlsUse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The fake DNS matrix of H-37 and H-38, and the DNS faults of D6. */
final class MxResolverTest {
    private static final Set<InetAddress> OWN = Set.of(InetAddress.ofLiteral("203.0.113.9"));

    @AutoClose private final Transport transport = Transport.open("mx-test");
    @AutoClose private final FakeDns dns = new FakeDns("");
    private final MxResolver resolver = resolver(false, dns);

    @ParameterizedTest
    @CsvFileSource(resources = "mx-matrix.txt", delimiter = '|')
    void fakeDnsMatrix(String what, String zone, String found) {
        dns.zone(zone);

        assertThat(find("d.test")).as(what).isEqualTo(found);
    }

    @Test
    void silenceIsTemporaryAndEveryServerIsAsked() {
        dns.zone("d.test SILENT");

        assertThat(find("d.test")).isEqualTo("later");
        assertThat(dns.asked).hasSizeGreaterThan(1).containsOnly("MX d.test");
    }

    @Test
    void aDomainThatTakesNoMailIsAskedNothingMore() {
        dns.zone("d.test MX 0 .");

        assertThat(find("d.test")).isEqualTo("never 5.1.10");
        assertThat(dns.asked).containsExactly("MX d.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[192.0.2.1]", "d test", "été.test", "a..test"})
    void whatIsNoHostNameIsNotAskedFor(String domain) {
        assertThat(find(domain)).isEqualTo("never 5.1.2");
        assertThat(dns.asked).isEmpty();
    }

    @Test
    void equalsTakeTurns() {
        dns.zone(
                "d.test MX 10 a.test; d.test MX 10 b.test;"
                        + " a.test A 11.0.2.1; b.test A 11.0.2.2");
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 64; i++) {
            seen.add(find("d.test"));
        }

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "a.test 11.0.2.1, b.test 11.0.2.2", "b.test 11.0.2.2, a.test 11.0.2.1");
        assertThat(dns.asked).hasSize(5);
    }

    @Test
    void privateTargetsAreFoundWhereTheyAreAllowed() {
        dns.zone("d.test MX 10 a.test; a.test A 127.0.0.1; a.test A 10.0.0.1");

        assertThat(find(resolver(true, dns), "d.test"))
                .isEqualTo("a.test 127.0.0.1, a.test 10.0.0.1");
    }

    @Test
    void ninetyExchangersAreBounded() {
        dns.zone(
                IntStream.range(0, 90)
                        .mapToObj(i -> "d.test MX " + i + " m" + i + ".test; m" + i + ".test A 11")
                        .map(line -> line + ".0.2.1")
                        .collect(Collectors.joining(";")));

        assertThat(find("d.test").split(", ")).hasSize(MxResolver.ASKED_MAX);
        assertThat(dns.asked).hasSize(1 + 2 * MxResolver.ASKED_MAX);
    }

    @Test
    void theNextServerIsAskedWhenOneIsDead() {
        dns.zone("d.test MX 10 a.test; a.test A 11.0.2.1");

        try (FakeDns dead = new FakeDns("d.test SILENT")) {
            assertThat(find(resolver(false, dead, dns), "d.test")).isEqualTo("a.test 11.0.2.1");
            assertThat(dead.asked).containsExactly("MX d.test");
        }
    }

    @Test
    void whatDoesNotFitIntoADatagramIsAskedForOverTcp() {
        dns.zone("d.test TRUNCATED; d.test MX 10 a.test; a.test A 11.0.2.1");

        assertThat(find("d.test")).isEqualTo("a.test 11.0.2.1");
        assertThat(dns.asked).startsWith("MX d.test", "TCP MX d.test");
    }

    private MxResolver resolver(boolean privateToo, FakeDns... servers) {
        List<Endpoint> endpoints =
                List.of(servers).stream().map(s -> new Endpoint("127.0.0.1", s.port())).toList();
        var dns = new DnsLookUp(transport, new Mx.Dns(endpoints, Duration.ofMillis(300), false));
        return new MxResolver(
                new MxResolver.Parts(
                        dns,
                        new Locator(dns, 25),
                        _ -> CompletableFuture.completedFuture(Optional.empty()),
                        new Demands(TlsDemand.of(TlsUse.OPTIONAL)),
                        new Reachable(OWN, privateToo),
                        new TlsMeters(new SimpleMeterRegistry())),
                "gate.test",
                25,
                RandomGenerator.getDefault());
    }

    private String find(String domain) {
        return find(resolver, domain);
    }

    private String find(MxResolver by, String domain) {
        Found found =
                CompletableFuture.completedFuture(domain)
                        .thenComposeAsync(by::find, transport.loop())
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
        return switch (found) {
            case Found.Hops hops ->
                    hops.hops().stream()
                            .map(hop -> hop.host() + " " + address(hop))
                            .collect(Collectors.joining(", "));
            case Found.Never never -> "never " + never.status();
            case Found.Later _ -> "later";
        };
    }

    private static String address(Hop hop) {
        return hop.address().getAddress().getHostAddress();
    }
}
