// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Smarthost.TlsUse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** STARTTLS toward next hops that have it, lack it, spoil it or attack it (H-04, D7). */
final class DispatchTlsTest {
    private static final String WITH_TLS = "PIPELINING\nSTARTTLS";

    @TempDir static Path directory;
    private static Certificates certificates;

    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);

    @BeforeAll
    static void createCertificates() throws Exception {
        certificates =
                new Certificates(directory.resolve("hop.p12"))
                        .sign("good", "localhost", "-1d")
                        .sign("other", "other.example", "-1d")
                        .sign("expired", "localhost", "-20d");
    }

    private void open(String certificate, TlsUse tls) throws Exception {
        hop.tls = Optional.of(certificates.server(certificate));
        hop.capabilities = WITH_TLS;
        rig.host = "localhost";
        rig.tls = tls;
        rig.anchors = Optional.of(certificates.anchors());
    }

    private void staysQueued() {
        rig.send("x");
        await().until(() -> !rig.dispatch().stats().trouble().isEmpty());
        assertThat(hop.commands).noneMatch(c -> c.startsWith("MAIL"));
        assertThat(rig.dispatch().stats().queued()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONAL", "REQUIRED"})
    void aGoodCertificateIsUsed(TlsUse tls) throws Exception {
        open("good", tls);
        rig.start();

        rig.delivers();

        assertThat(hop.commands)
                .containsSubsequence("EHLO gate.example", "STARTTLS", "EHLO gate.example");
    }

    @Test
    void requiredTlsRefusesAnotherName() throws Exception {
        open("other", TlsUse.REQUIRED);
        rig.start();

        staysQueued();
    }

    @Test
    void requiredTlsRefusesAnExpiredCertificate() throws Exception {
        open("expired", TlsUse.REQUIRED);
        rig.start();

        staysQueued();
    }

    @Test
    void requiredTlsRefusesAnUnknownAuthority() throws Exception {
        open("good", TlsUse.REQUIRED);
        rig.anchors = Optional.empty();
        rig.start();

        staysQueued();
    }

    @Test
    void requiredTlsDoesNotFallBackWhenTheOfferIsStripped() throws Exception {
        open("good", TlsUse.REQUIRED);
        hop.capabilities = "PIPELINING";
        rig.start();

        staysQueued();
    }

    @Test
    void optionalTlsTakesAnyCertificate() throws Exception {
        open("other", TlsUse.OPTIONAL);
        rig.start();

        rig.delivers();
    }

    @Test
    void optionalTlsThatBreaksIsLeftOut() throws Exception {
        open("good", TlsUse.OPTIONAL);
        AtomicInteger asked = new AtomicInteger();
        hop.on("handshake", _ -> asked.getAndIncrement() == 0 ? "break" : null);
        rig.start();

        rig.delivers();

        assertThat(hop.commands.stream().filter("STARTTLS"::equals)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 go\r\n250-injected", "220 go\r\n250 injected", "220 go\r\nx"})
    void octetsInjectedBeforeTheHandshakeEndTheConnection(String answer) throws Exception {
        open("good", TlsUse.REQUIRED);
        hop.on("starttls", answer);
        rig.start();

        staysQueued();
        assertThat(rig.dispatch().stats().trouble()).contains("injected before the TLS");
    }

    /** 421 is about the connection, whatever it answers (RFC 5321 section 3.8). */
    @Test
    void aHopThatClosesAtStartTlsGetsNoMailInPlainText() throws Exception {
        open("good", TlsUse.OPTIONAL);
        hop.on("starttls", "421 4.3.2 closing");
        rig.start();

        staysQueued();
        assertThat(rig.dispatch().stats().trouble()).contains("421 4.3.2 closing");
    }

    @Test
    void capabilitiesLearnedBeforeTlsAreForgotten() throws Exception {
        open("good", TlsUse.REQUIRED);
        hop.on(
                "ehlo",
                _ ->
                        hop.commands.contains("STARTTLS")
                                ? "250-scripted\nHELP"
                                : "250-scripted\nPIPELINING\nSTARTTLS\nSIZE 5");
        rig.start();

        rig.delivers();

        assertThat(hop.received.getFirst().mail()).isEqualTo("MAIL FROM:<s@acme.example>");
    }

    @Test
    void credentialsGoOverVerifiedTlsOnly() throws Exception {
        open("good", TlsUse.REQUIRED);
        hop.capabilities = WITH_TLS + "\nAUTH LOGIN PLAIN";
        rig.username = Optional.of("user");
        rig.passwordFile = Optional.of(directory.resolve("password"));
        Files.writeString(directory.resolve("password"), "secret\nrest\n");
        rig.start();

        rig.delivers();

        assertThat(hop.commands)
                .containsSubsequence("STARTTLS", "AUTH PLAIN AHVzZXIAc2VjcmV0")
                .doesNotContain("AUTH PLAIN");
    }

    @Test
    void refusedCredentialsStopTheRouteAndBounceNobody() throws Exception {
        open("good", TlsUse.REQUIRED);
        hop.capabilities = WITH_TLS + "\nAUTH PLAIN";
        hop.on("auth", "535 5.7.8 wrong");
        rig.username = Optional.of("user");
        rig.passwordFile = Optional.of(directory.resolve("password"));
        Files.writeString(directory.resolve("password"), "secret\n");
        rig.start();

        staysQueued();

        assertThat(rig.dispatch().stats().trouble()).isEqualTo("535 5.7.8 wrong");
        hop.heal("auth");
        rig.delivered();
    }
}
