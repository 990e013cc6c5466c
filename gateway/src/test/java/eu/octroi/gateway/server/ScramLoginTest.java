// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;

import eu.octroi.gateway.settings.ClientLimits;
import eu.octroi.gateway.settings.Tls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * SCRAM-SHA-256 over a real connection, against the client of another project (H-02, G-18, P11).
 */
final class ScramLoginTest {
    private static final String AUTH = "octroi.smtp.server.auth";

    @TempDir private Path directory;
    private Tls tls;

    @BeforeEach
    void makeCertificate() throws Exception {
        tls = TestCertificate.in(directory, "gate.example");
    }

    @Test
    void aClientOfAnotherProjectLogsInAndBelievesUs() throws Exception {
        try (ServerRig rig = ServerRig.strict(tls);
                SmtpClient client = secured(rig)) {
            ScramClient scram = scram("outil+spring", ServerRig.PASSWORD);

            scram.serverFirstMessage(start(client, scram));
            String last = text(client.ask(encoded(scram.clientFinalMessage().toString())));
            scram.serverFinalMessage(last);

            assertThat(client.ask("")).startsWith("235 2.7.0");
            assertThat(client.ask("MAIL FROM:<a@acme.example>")).startsWith("250");
            assertThat(rig.meters.get(AUTH).tag("mechanism", "scram").counter().count()).isOne();
        }
    }

    @Test
    void itIsOfferedUnderTlsAlone() throws Exception {
        try (ServerRig rig = ServerRig.strict(tls);
                SmtpClient clear = rig.connect()) {
            clear.reply();

            assertThat(clear.ask("EHLO client.example")).doesNotContain("SCRAM");
            assertThat(clear.ask("AUTH SCRAM-SHA-256 " + encoded("n,,n=outil,r=abc")))
                    .startsWith("538 5.7.11");
            assertThat(clear.ask("STARTTLS")).startsWith("220");
            clear.secure();
            assertThat(clear.ask("EHLO client.example")).contains("SCRAM-SHA-256");
        }
    }

    /** The same replies in the same order; and a salt that is there again after a restart. */
    @Test
    void aWrongPasswordAndAnUnknownUserLookTheSame() throws Exception {
        List<String> salts;
        try (ServerRig rig = ServerRig.strict(tls)) {
            assertThat(refusal(rig, "outil")).isEqualTo(refusal(rig, "nobody"));
            assertThat(refusal(rig, "mute")).isEqualTo(refusal(rig, "nobody"));
            salts = List.of(salt(rig, "outil"), salt(rig, "nobody"), salt(rig, "mute"));
            assertThat(salts).doesNotHaveDuplicates();
            assertThat(salts).allMatch(salt -> salt.length() == salts.getFirst().length());
            assertThat(salt(rig, "nobody+spring")).isEqualTo(salt(rig, "nobody"));
            assertThat(salt(rig, "outil+no!name")).isEqualTo(salt(rig, "outil"));
        }
        try (ServerRig again = ServerRig.strict(tls)) {
            assertThat(List.of(salt(again, "outil"), salt(again, "nobody"), salt(again, "mute")))
                    .isEqualTo(salts);
        }
    }

    @Test
    void guessingIsCountedLikeAnyOther() throws Exception {
        try (ServerRig rig = ServerRig.strict(tls)) {
            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                assertThat(refusal(rig, "outil")).startsWith("535 5.7.8");
            }

            assertThat(refusal(rig, "outil")).startsWith("421 4.7.0");
        }
    }

    @Test
    void whoDoesNotTakeOurLastWordIsNotLoggedIn() throws Exception {
        try (ServerRig rig = ServerRig.strict(tls);
                SmtpClient client = secured(rig)) {
            ScramClient scram = scram("outil", ServerRig.PASSWORD);
            scram.serverFirstMessage(start(client, scram));
            client.ask(encoded(scram.clientFinalMessage().toString()));

            assertThat(client.ask("*")).startsWith("501 5.7.0");
            assertThat(client.ask("MAIL FROM:<a@acme.example>")).startsWith("530 5.7.0");
        }
    }

    private static String refusal(ServerRig rig, String user) throws Exception {
        try (SmtpClient client = secured(rig)) {
            ScramClient scram = scram(user, "wrong");
            scram.serverFirstMessage(start(client, scram));
            return client.ask(encoded(scram.clientFinalMessage().toString()));
        }
    }

    private static String salt(ServerRig rig, String user) {
        try (SmtpClient client = secured(rig)) {
            return start(client, scram(user, "any")).replaceAll(".*,s=([^,]+),.*", "$1");
        }
    }

    private static String start(SmtpClient client, ScramClient scram) {
        return text(
                client.ask("AUTH SCRAM-SHA-256 " + encoded(scram.clientFirstMessage().toString())));
    }

    private static ScramClient scram(String user, String password) {
        return ScramClient.builder()
                .advertisedMechanisms(List.of("SCRAM-SHA-256"))
                .username(user)
                .password(password.toCharArray())
                .build();
    }

    private static SmtpClient secured(ServerRig rig) {
        SmtpClient client = SmtpClient.connect(rig.server.smtpsAddress().orElseThrow());
        client.secure();
        client.reply();
        client.ask("EHLO client.example");
        return client;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String challenge) {
        assertThat(challenge).startsWith("334 ");
        byte[] octets = Base64.getDecoder().decode(challenge.substring("334 ".length()));
        return new String(octets, StandardCharsets.UTF_8);
    }
}
