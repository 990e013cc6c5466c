// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.delivery.FakeDns;
import eu.octroi.gateway.delivery.ScriptedSmarthost;
import eu.octroi.gateway.delivery.ScriptedSmarthost.Received;
import eu.octroi.gateway.settings.Settings;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** H-37 and H-38 from end to end: a whole gateway, a fake DNS, exchangers on loopback addresses. */
final class MxGatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ZONE =
            """
            client.example MX 10 down.example; client.example MX 20 up.example;
            other.example MX 10 first.example; nomail.example MX 0 .;
            acme.example MX 10 first.example;
            first.example A 127.0.0.2; up.example A 127.0.0.3; down.example A 127.0.0.4
            """;

    @TempDir private Path directory;

    @AutoClose private final ScriptedSmarthost first = new ScriptedSmarthost("127.0.0.2", 0);

    @AutoClose
    private final ScriptedSmarthost up = new ScriptedSmarthost("127.0.0.3", first.port());

    @AutoClose private final FakeDns dns = new FakeDns(ZONE);
    @AutoClose private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Settings settings =
                GatewayTest.settings(
                        directory,
                        1,
                        Map.of(
                                "hostname", "gate.example",
                                "delivery.route", "mx",
                                "delivery.retry-delays", "[1h]",
                                "delivery.mx.port", String.valueOf(first.port()),
                                "delivery.mx.private-targets", "true",
                                "delivery.mx.dns.servers", "['127.0.0.1:" + dns.port() + "']"));
        gateway = Gateway.start(settings, _ -> {}, AdminRoutes.NONE);
    }

    @Test
    void eachRecipientIsReachedOverTheExchangersOfItsDomain() throws Exception {
        send("bob@client.example");
        send("eve@other.example");

        await().atMost(PATIENCE).until(() -> up.received.size() == 1 && first.received.size() == 1);
        assertThat(up.received.getFirst().rcpt()).isEqualTo("RCPT TO:<bob@client.example>");
        assertThat(first.received.getFirst().rcpt()).isEqualTo("RCPT TO:<eve@other.example>");
        assertThat(up.received.getFirst().wireBody()).contains("List-Unsubscribe:");
    }

    @Test
    void aDomainThatTakesNoMailIsReportedAtOnce() throws Exception {
        send("bob@nomail.example");

        await().atMost(PATIENCE).until(() -> first.received.size() == 1);
        Received report = first.received.getFirst();
        assertThat(report.mail()).startsWith("MAIL FROM:<>");
        assertThat(report.rcpt()).isEqualTo("RCPT TO:<ann@acme.example>");
        assertThat(report.wireBody()).contains("Status: 5.1.10", "bob@nomail.example");
    }

    /** A start that says nothing about it would be told by the first receiver (H-45). */
    @Test
    void theStartRefusesWhatReceiversWouldRefuse() throws IOException {
        Settings settings =
                GatewayTest.settings(
                        Files.createDirectory(directory.resolve("strict")),
                        1,
                        Map.of(
                                "hostname", "gate.example",
                                "delivery.route", "mx",
                                "checks.dns", "require",
                                "delivery.mx.dns.servers", "['127.0.0.1:" + dns.port() + "']"));

        assertThatThrownBy(() -> Gateway.start(settings, _ -> {}, AdminRoutes.NONE))
                .hasMessageContaining("hostname gate.example has no address in DNS");
    }

    @Test
    void theStartWarnsWhereItIsToldTo() throws IOException {
        List<String> told = new ArrayList<>();
        Settings settings =
                GatewayTest.settings(
                        Files.createDirectory(directory.resolve("lax")),
                        1,
                        Map.of(
                                "hostname", "gate.example",
                                "delivery.route", "mx",
                                "checks.dns", "warn",
                                "delivery.mx.dns.servers", "['127.0.0.1:" + dns.port() + "']"));

        Gateway.start(settings, told::add, AdminRoutes.NONE).close();

        assertThat(told)
                .anyMatch(line -> line.contains("gate.example has no address in DNS"))
                .anyMatch(line -> line.startsWith("DANE is off"));
    }

    private void send(String recipient) throws Exception {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            assertThat(client.mail("ann@acme.example", GatewayTest.MAIL, recipient))
                    .startsWith("250");
        }
    }
}
