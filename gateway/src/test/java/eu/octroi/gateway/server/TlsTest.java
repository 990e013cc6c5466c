// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.settings.ClientLimits;
import eu.octroi.gateway.settings.Tls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** TLS before the first word, a certificate that changes while we run, and passwords behind it. */
final class TlsTest {
    private static final String VIOLATIONS = "octroi.smtp.server.protocol.violations";
    private static final String AUTH = "octroi.smtp.server.auth";

    /** More than one thread checks and lets wait: 33. */
    private static final int CROWD = 45;

    @Test
    void theImplicitListenerGreetsUnderTlsAndTakesANewCertificateWithoutARestart(
            @TempDir Path directory) throws Exception {
        Tls files = TestCertificate.in(directory, "old.example");
        Tls renewed = TestCertificate.in(directory, "new.example");
        try (ServerRig rig = ServerRig.strict(files)) {
            assertThat(subject(rig)).isEqualTo("CN=old.example");

            replace(renewed.key().orElseThrow(), files.key().orElseThrow());
            replace(renewed.certificate().orElseThrow(), files.certificate().orElseThrow());

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> subject(rig).equals("CN=new.example"));
        }
    }

    @Test
    void attemptsToAuthenticateAreCountedUnderTheWordsTheAlertAsksFor(@TempDir Path directory)
            throws Exception {
        try (ServerRig rig = ServerRig.strict(TestCertificate.in(directory, "gate.example"))) {
            assertThat(login(rig, ServerRig.PASSWORD)).startsWith("235 ");
            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                assertThat(login(rig, "wrong")).startsWith("535 ");
            }
            assertThat(login(rig, ServerRig.PASSWORD)).startsWith("4");

            assertThat(rig.count(AUTH, "result", "ok")).isOne();
            assertThat(rig.count(AUTH, "result", "rejected"))
                    .isEqualTo(ClientLimits.DEFAULTS.loginFailuresMax());
            assertThat(rig.count(AUTH, "result", "locked")).isOne();
        }
    }

    @Test
    void whenTooManyPasswordsWaitALoginComesAgainAndItsConnectionLives(@TempDir Path directory)
            throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        List<SmtpClient> crowd = new ArrayList<>();
        Tls tls = TestCertificate.in(directory, "gate.example");
        try (ServerRig rig = ServerRig.strictWithOneVerifier(tls, new HoldingClock(held))) {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(secured(rig));
            }

            crowd.forEach(client -> client.say(authPlain("wrong")));
            await().until(() -> rig.count("octroi.smtp.server.commands", "verb", "AUTH") == CROWD);
            held.countDown();

            int busy = 0;
            for (SmtpClient client : crowd) {
                String reply = client.reply();
                assertThat(reply).matches("(?s)(454 4\\.7\\.0|535 5\\.7\\.8|421 4\\.7\\.0) .*");
                if (reply.startsWith("454")) {
                    busy++;
                    assertThat(client.ask("NOOP")).startsWith("250");
                }
            }
            assertThat(busy).isPositive();
            assertThat(rig.count(AUTH, "result", "busy")).isEqualTo(busy);
        } finally {
            held.countDown();
            crowd.forEach(SmtpClient::close);
        }
    }

    /** Keeps the thread that checks passwords at its first look at the time. */
    private static final class HoldingClock extends Clock {
        private final CountDownLatch held;

        HoldingClock(CountDownLatch held) {
            this.held = held;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().startsWith("smtp-auth")) {
                try {
                    held.await();
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            }
            return Instant.now();
        }
    }

    /** P3, H-03: injected in one segment, or in place of the handshake: closed, and never heard. */
    @ParameterizedTest
    @ValueSource(strings = {"NOOP\r\n", "MAIL FROM:<evil@x.example>\r\n", "\r\n", "N", "\0"})
    void octetsInClearBehindStartTlsAreNeverHeard(String injected, @TempDir Path directory)
            throws Exception {
        try (ServerRig rig = ServerRig.strict(TestCertificate.in(directory, "gate.example"));
                SmtpClient together = rig.greeted();
                SmtpClient later = rig.greeted()) {
            together.send("STARTTLS\r\n" + injected);
            assertThat(together.isClosed()).isTrue();

            assertThat(later.ask("STARTTLS")).startsWith("220");
            later.send(injected.repeat(20));
            assertThat(later.reply()).doesNotContain("250", "50", "221");
            await().until(() -> rig.server.openConnections() == 0);
            assertThat(rig.meters.find(VIOLATIONS).tag("kind", "pipelined_starttls").counter())
                    .isNotNull();
        }
    }

    private static String login(ServerRig rig, String password) {
        try (SmtpClient client = secured(rig)) {
            return client.ask(authPlain(password));
        }
    }

    private static SmtpClient secured(ServerRig rig) {
        SmtpClient client = SmtpClient.connect(rig.server.smtpsAddress().orElseThrow());
        client.secure();
        client.reply();
        client.ask("EHLO client.example");
        return client;
    }

    private static String authPlain(String password) {
        byte[] response = ("\0outil\0" + password).getBytes(StandardCharsets.UTF_8);
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(response);
    }

    private static void replace(Path from, Path to) throws Exception {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(to, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static String subject(ServerRig rig) {
        try (SmtpClient client = SmtpClient.connect(rig.server.smtpsAddress().orElseThrow())) {
            client.secure();
            assertThat(client.tlsProtocol()).isEqualTo("TLSv1.3");
            assertThat(client.reply()).startsWith("220 gate.example");
            assertThat(client.ask("EHLO x"))
                    .contains("AUTH PLAIN LOGIN")
                    .doesNotContain("STARTTLS");
            return client.subject();
        }
    }
}
