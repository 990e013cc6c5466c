// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.settings.ClientLimits;
import eu.octroi.gateway.settings.Listen;
import eu.octroi.gateway.settings.Network;
import eu.octroi.gateway.settings.Pressure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Load balancers in front of us, and others who say they are one (P12). */
final class ProxyTest {
    private static final String REFUSED = "octroi.smtp.server.proxy.refused";

    /** 12 octets of signature, version 2, PROXY, TCP over IPv4, 12 octets of addresses. */
    private static final String V2 = "0D0A0D0A000D0A515549540A" + "2111000C";

    private static final String V2_LOCAL = "0D0A0D0A000D0A515549540A" + "20000000";

    private static final String PLAIN =
            "AUTH PLAIN "
                    + Base64.getEncoder()
                            .encodeToString(
                                    ("\0outil\0" + ServerRig.PASSWORD)
                                            .getBytes(StandardCharsets.UTF_8));

    @TempDir private Path directory;

    @Test
    void theAddressInAVersion1HeaderIsTheClients() throws Exception {
        try (ServerRig rig = behind(ClientLimits.DEFAULTS);
                SmtpClient client = rig.connect()) {
            client.send("PROXY TCP4 192.0.2.7 10.0.0.1 40000 25\r\n");
            greeted(client);

            login(client);
            client.begin();
            assertThat(client.ask("hello\r\n.")).startsWith("250 2.0.0 OK accepted");
            assertThat(rig.taker.taken().getFirst().submission().client().address())
                    .isEqualTo(InetAddress.getByName("192.0.2.7"));
        }
    }

    @Test
    void theAddressInAVersion2HeaderIsTheClientsAndTlsComesBehindIt() throws Exception {
        try (ServerRig rig = behind(ClientLimits.DEFAULTS);
                SmtpClient client = SmtpClient.connect(rig.server.smtpsAddress().orElseThrow())) {
            client.send(octets(V2 + "C0000207" + "0A000001" + "9C40" + "01D1"));
            client.secure();
            assertThat(client.reply()).startsWith("220");
            client.ask("EHLO client.example");
            client.ask(PLAIN);
            client.begin();
            client.ask("hello\r\n.");

            assertThat(rig.taker.taken().getFirst().submission().client().address())
                    .isEqualTo(InetAddress.getByName("192.0.2.7"));
        }
    }

    @Test
    void ofABalancerOnATrustedNetworkItsClientsInheritNothing() throws Exception {
        try (ServerRig rig =
                ServerRig.behind(proxies("127.0.0.0", 5_000), "outil", ServerRig.LIMITS)) {
            try (SmtpClient stranger = rig.connect()) {
                stranger.send("PROXY TCP4 192.0.2.7 10.0.0.1 40000 25\r\n");
                greeted(stranger);
                assertThat(stranger.ask("MAIL FROM:<a@acme.example>")).startsWith("530");
            }
            try (SmtpClient mapped = rig.connect()) {
                mapped.send("PROXY TCP6 ::ffff:127.0.0.9 ::1 40000 25\r\n");
                greeted(mapped);
                assertThat(mapped.ask("MAIL FROM:<a@acme.example>")).startsWith("250");
            }
            try (SmtpClient balancer = rig.connect()) {
                balancer.send(octets(V2_LOCAL));
                greeted(balancer);
                assertThat(balancer.ask("MAIL FROM:<a@acme.example>")).startsWith("530");
                assertThat(balancer.ask("QUIT")).startsWith("221");
            }
        }
    }

    @Test
    void limitsHoldForTheClientAndNotForTheBalancer() throws Exception {
        try (ServerRig rig = behind(ServerRig.clients(1, 0, 0, 100))) {
            for (String client : List.of("192.0.2.7", "192.0.2.8", "192.0.2.9")) {
                assertThat(greeting(rig, client)).startsWith("220");
            }

            assertThat(greeting(rig, "192.0.2.8")).startsWith("421 4.7.0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example\r\n",
                "PROXY UNKNOWN\r\n",
                "PROXY TCP4 nobody 10.0.0.1 40000 25\r\n",
                "PROXY UDP4 192.0.2.7 10.0.0.1 40000 25\r\n"
            })
    void aBalancerThatNamesNobodyIsNotHeard(String header) throws Exception {
        try (ServerRig rig = behind(ClientLimits.DEFAULTS);
                SmtpClient client = rig.connect()) {
            client.send(header);

            assertThat(client.isClosed()).isTrue();
            await().until(() -> rig.meters.find(REFUSED).counters().size() == 1);
        }
    }

    @Test
    void aBalancerThatSaysNothingIsNotWaitedForLong() throws Exception {
        try (ServerRig rig =
                        ServerRig.behind(proxies("127.0.0.0", 200), "outil", ServerRig.LIMITS);
                SmtpClient silent = rig.connect()) {
            assertThat(silent.isClosed()).isTrue();
            assertThat(rig.count(REFUSED, "reason", "timeout")).isOne();
            await().until(() -> rig.server.openConnections() == 0);
        }
    }

    /** The header of whoever is no balancer of ours is what a client says before its turn. */
    @Test
    void aHeaderFromAnybodyElseMeansNothing() throws Exception {
        Listen.Proxy elsewhere = proxies("10.0.0.0", 5_000);
        try (ServerRig rig = ServerRig.behind(elsewhere, "outil", ServerRig.LIMITS);
                SmtpClient spoofing = rig.connect();
                SmtpClient direct = rig.connect()) {
            assertThat(direct.reply()).startsWith("220");
            assertThat(direct.ask("PROXY TCP4 127.0.0.1 10.0.0.1 1 25")).startsWith("500 5.5.1");
            spoofing.reply();
            assertThat(spoofing.ask("PROXY TCP4 127.0.0.1 10.0.0.1 1 25")).startsWith("500");
            assertThat(rig.meters.find(REFUSED).counters()).isEmpty();
        }
    }

    private ServerRig behind(ClientLimits clients) throws Exception {
        return ServerRig.behind(
                proxies("127.0.0.0", 5_000),
                TestCertificate.in(directory, "gate.example"),
                ServerRig.with(clients, Pressure.DEFAULTS));
    }

    private static Listen.Proxy proxies(String network, int millis) throws UnknownHostException {
        return new Listen.Proxy(
                List.of(new Network(InetAddress.getByName(network), 8)), Duration.ofMillis(millis));
    }

    private static void greeted(SmtpClient client) {
        assertThat(client.reply()).startsWith("220");
        assertThat(client.ask("EHLO client.example")).startsWith("250");
    }

    private static void login(SmtpClient client) {
        assertThat(client.ask("STARTTLS")).startsWith("220");
        client.secure();
        client.ask("EHLO client.example");
        assertThat(client.ask(PLAIN)).startsWith("235");
    }

    private static String greeting(ServerRig rig, String address) {
        try (SmtpClient client = rig.connect()) {
            client.send("PROXY TCP4 " + address + " 10.0.0.1 40000 25\r\n");
            return client.reply();
        }
    }

    private static String octets(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }
}
