// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.settings.Tls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** TLS before the first word, and a certificate that changes while we run. */
final class TlsTest {
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
