// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Network;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Tls;
import eu.octroi.gateway.store.CredentialBook;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.RecordDatabase;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** G-03: over a real socket, the command after a revocation is refused. */
final class RevokedCredentialTest {
    private static final CredentialId LEMLIST = new CredentialId("lemlist");
    private static final String OTHER = "another password";

    @TempDir private Path directory;
    private DataDirectory data;
    private RecordDatabase record;
    private Settings settings;
    private CredentialBook book;
    private ServerRig rig;

    @BeforeEach
    void start() throws Exception {
        data = DataDirectory.open(directory.resolve("data"));
        record = RecordDatabase.open(data, new SimpleMeterRegistry());
        Tls tls = TestCertificate.in(directory, "gate.example");
        settings = ServerRig.settings(Optional.of("factures"), tls);
        book = CredentialBook.open(record, settings, Clock.systemUTC());
        rig = ServerRig.over(book, settings);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        record.close();
        data.close();
    }

    @Test
    void whatWasAddedLogsInAndTheCommandAfterItsRevocationIsRefused() {
        add(ServerRig.PASSWORD);
        try (SmtpClient open = loggedIn();
                SmtpClient amid = loggedIn();
                SmtpClient body = loggedIn()) {
            assertThat(amid.ask("MAIL FROM:<a@exemple.fr>")).startsWith("250 ");
            assertThat(amid.ask("RCPT TO:<b@b.example>")).startsWith("250 ");
            body.ask("MAIL FROM:<a@exemple.fr>");
            body.ask("RCPT TO:<b@b.example>");
            assertThat(body.ask("DATA")).startsWith("354 ");

            assertThat(revoke(LEMLIST)).isEqualTo(CredentialBook.Revoked.REVOKED);

            assertThat(open.ask("NOOP")).startsWith("421 4.7.0 ");
            assertThat(open.isClosed()).isTrue();
            assertThat(amid.ask("DATA")).startsWith("421 4.7.0 ");
            assertThat(body.ask("Subject: x\r\n\r\nx\r\n.")).startsWith("421 4.7.0 ");
            assertThat(rig.taker.taken()).isEmpty();
            assertThat(login(ServerRig.PASSWORD)).startsWith("535 5.7.8 ");
            assertThat(rig.meters.get("octroi.smtp.server.revoked").counter().count()).isEqualTo(3);
        }
    }

    @Test
    void aNameGivenAnewIsAnotherCredential() {
        add(ServerRig.PASSWORD);
        assertThat(login(ServerRig.PASSWORD)).startsWith("235 ");
        try (SmtpClient before = loggedIn()) {
            revoke(LEMLIST);
            add(OTHER);

            assertThat(before.ask("NOOP")).startsWith("421 4.7.0 ");
            assertThat(login(ServerRig.PASSWORD)).as("remembered a moment ago").startsWith("535 ");
            assertThat(login(OTHER)).startsWith("235 ");
        }
    }

    @Test
    void aCredentialOfTheConfigurationIsRevokedToo() {
        try (SmtpClient open = secured()) {
            assertThat(open.ask(authPlain("outil", ServerRig.PASSWORD))).startsWith("235 ");

            revoke(new CredentialId("outil"));

            assertThat(open.ask("MAIL FROM:<a@exemple.fr>")).startsWith("421 4.7.0 ");
        }
    }

    @Test
    void aTrustedNetworkEndsWithItsCredential() {
        try (SmtpClient open = rig.greeted()) {
            assertThat(open.ask("MAIL FROM:<a@exemple.fr>")).startsWith("250 ");

            revoke(new CredentialId("factures"));

            assertThat(open.ask("RCPT TO:<b@b.example>")).startsWith("421 4.7.0 ");
        }
        try (SmtpClient next = rig.greeted()) {
            assertThat(next.ask("MAIL FROM:<a@exemple.fr>")).startsWith("530 5.7.0 ");
        }
    }

    @Test
    void whoComesFromElsewhereIsRefusedLikeAWrongPassword() {
        add(credential(ServerRig.PASSWORD, List.of("192.0.2.0/24"), Optional.empty()));
        assertThat(login(ServerRig.PASSWORD)).startsWith("535 5.7.8 ");

        revoke(LEMLIST);
        add(credential(ServerRig.PASSWORD, List.of("192.0.2.0/24", "127.0.0.0/8"), Optional.empty()));
        assertThat(login(ServerRig.PASSWORD)).startsWith("235 ");
    }

    @Test
    void whatHasExpiredIsRefused() {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        add(credential(ServerRig.PASSWORD, List.of(), Optional.of(today)));
        assertThat(login(ServerRig.PASSWORD)).startsWith("535 5.7.8 ");

        revoke(LEMLIST);
        add(credential(ServerRig.PASSWORD, List.of(), Optional.of(today.plusDays(2))));
        assertThat(login(ServerRig.PASSWORD)).startsWith("235 ");
    }

    private void add(String password) {
        add(credential(password, List.of(), Optional.empty()));
    }

    private void add(Credential credential) {
        assertThat(book.add(LEMLIST, credential).toCompletableFuture().join())
                .isEqualTo(CredentialBook.Added.ADDED);
    }

    private CredentialBook.Revoked revoke(CredentialId id) {
        return book.revoke(id).toCompletableFuture().join();
    }

    private static Credential credential(
            String password, List<String> networks, Optional<LocalDate> expires) {
        String hash =
                password.equals(ServerRig.PASSWORD)
                        ? ServerRig.VERIFIER
                        : PasswordVerifiers.create(password.toCharArray());
        return new Credential(
                new StreamId("prospection"),
                Optional.of(hash),
                false,
                AnswerProfile.REFUSE,
                networks.stream().map(text -> Network.parse(text).orElseThrow()).toList(),
                expires);
    }

    private SmtpClient loggedIn() {
        SmtpClient client = secured();
        assertThat(client.ask(authPlain("lemlist", ServerRig.PASSWORD))).startsWith("235 ");
        return client;
    }

    private String login(String password) {
        try (SmtpClient client = secured()) {
            return client.ask(authPlain("lemlist", password));
        }
    }

    private SmtpClient secured() {
        SmtpClient client = rig.greeted();
        client.ask("STARTTLS");
        client.secure();
        client.ask("EHLO client.example");
        return client;
    }

    private static String authPlain(String user, String password) {
        byte[] plain = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(plain);
    }
}
