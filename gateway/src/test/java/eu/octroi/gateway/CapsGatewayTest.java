// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Frequency caps over the whole gateway: what tools are answered and what arrives. */
final class CapsGatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOB = "bob@client.example";
    private static final String ANN = "ann@acme.example";

    @TempDir private Path directory = Path.of("");
    private Mailbox mailbox;
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        mailbox = new Mailbox(0);
        gateway = start(1);
    }

    @AfterEach
    void close() {
        gateway.close();
        mailbox.close();
    }

    @Test
    void aSecondMailToOnePersonIsRefusedAndToldWhenToComeAgain() throws IOException {
        assertThat(send(BOB)).startsWith("250");

        assertThat(send("Bob+news@CLIENT.example"))
                .matches(
                        "550 5\\.7\\.1 \\[cap] Recipient has been written to often enough"
                                + " \\(1 per recipient in 30d\\), next \\d{4}-\\d\\d-\\d\\dT.*Z"
                                + " \\(ref .*\\)\n");
        assertThat(send("eve@client.example")).startsWith("250");
    }

    @Test
    void aTransactionThatIsAbandonedGivesItsSlotBack() throws IOException {
        for (String end : List.of("RSET", "EHLO again.example", "QUIT", "")) {
            try (SmtpClient client = new SmtpClient(gateway.smtp())) {
                client.say("MAIL FROM:<" + ANN + ">");
                // Whoever asked before may only just be leaving.
                await().atMost(PATIENCE)
                        .until(() -> client.say("RCPT TO:<" + BOB + ">").startsWith("250"));
                if (!end.isEmpty()) {
                    client.say(end);
                }
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(offered()).isTrue());
        }
    }

    @Test
    void aMessageThatIsRefusedAtItsEndGivesItsSlotBack() throws IOException {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            String alien = GatewayTest.MAIL.replace(ANN, "ann@other.example");
            assertThat(client.mail(ANN, alien, BOB)).startsWith("550 5.7.1 [unsigned-domain]");
        }

        assertThat(send(BOB)).startsWith("250");
    }

    @Test
    void aMailThatBouncesGivesItsSlotBack() throws IOException {
        int port = mailbox.port();
        mailbox.close();
        mailbox = Mailbox.knowing(port, to -> !to.equals(BOB));
        assertThat(send(BOB)).startsWith("250");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(offered()).isTrue());
    }

    @Test
    void whoWasWrittenToIsKnownAfterARestartAlsoWithoutTheMap() throws IOException {
        assertThat(send(BOB)).startsWith("250");
        await().atMost(PATIENCE).until(() -> !mailbox.mails().isEmpty());
        gateway.close();
        gateway = start(1);
        assertThat(send(BOB)).startsWith("550 5.7.1 [cap]");

        gateway.close();
        Files.delete(directory.resolve("data/caps/caps.map"));
        gateway = start(1);

        assertThat(send(BOB)).startsWith("550 5.7.1 [cap]");
    }

    @Test
    void whatWaitsInTheSpoolKeepsItsSlotAfterARestartWithoutTheMap() throws IOException {
        int port = mailbox.port();
        mailbox.close();
        assertThat(send(BOB)).startsWith("250");
        gateway.close();
        Files.delete(directory.resolve("data/caps/caps.state"));
        gateway = start(1);

        assertThat(send(BOB)).startsWith("550 5.7.1 [cap]");
        mailbox = new Mailbox(port);
    }

    @Test
    void ofManyMailsToOnePersonExactlyAsManyArriveAsTheCapPermits() throws Exception {
        gateway.close();
        gateway = start(5);
        List<String> replies = new ArrayList<>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = new ArrayList<Future<String>>();
            for (int i = 0; i < 200; i++) {
                all.add(threads.submit(() -> send(BOB)));
            }
            for (var one : all) {
                replies.add(one.get());
            }
        }

        assertThat(replies).filteredOn(reply -> reply.startsWith("250")).hasSize(5);
        assertThat(replies).filteredOn(reply -> reply.startsWith("550 5.7.1 [cap]")).hasSize(195);
        await().atMost(PATIENCE).until(() -> mailbox.mails().size() == 5);
    }

    @Test
    void aStreamThatDefersSaysForNow() throws IOException {
        restart(Map.of("streams.prospecting.on-cap", "defer"));

        assertThat(send(BOB)).startsWith("250");
        assertThat(send(BOB)).startsWith("450 4.7.1 [cap]");
    }

    @Test
    void aStreamThatHoldsSendsWhenTheCapHasRoom() throws IOException {
        restart(
                Map.of(
                        "streams.prospecting.on-cap",
                        "hold",
                        "streams.prospecting.caps",
                        "[{per: recipient, max: 1, window: 3s}]"));
        assertThat(send(BOB)).startsWith("250");
        await().atMost(PATIENCE).until(() -> mailbox.mails().size() == 1);
        long first = System.nanoTime();

        assertThat(send(BOB)).startsWith("250");

        await().atMost(PATIENCE).until(() -> mailbox.mails().size() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - first))
                .isGreaterThan(Duration.ofSeconds(2));
    }

    /** The first mail says everything, later ones where it stands. */
    @Test
    void onlyTheFirstMailToAPersonHasTheLongClauses() throws IOException {
        gateway.close();
        gateway = start(2);
        send(BOB);
        // Arrived is not enough: the gateway must have heard so.
        await().atMost(PATIENCE).until(() -> health().contains("spool: 0 messages not settled"));

        send(BOB);
        await().atMost(PATIENCE).until(() -> mailbox.mails().size() == 2);

        String first = mailbox.mails().get(0).octets();
        String second = mailbox.mails().get(1).octets();
        assertThat(first).contains("Why this message?");
        assertThat(second).doesNotContain("Why this message?").contains("Acme Ltd", "/u/");
    }

    /** The details are older than a month, and nobody had told Bob. */
    @Test
    void whoIsToldTooLateIsNotWrittenToWhereTheStreamSaysSo() throws IOException {
        restart(Map.of("streams.prospecting.late-notice", "refuse"));

        assertThat(send(BOB))
                .startsWith("550 5.7.1 [source-missing] Details obtained on 2026-10-01");
    }

    private void restart(Map<String, String> overrides) throws IOException {
        gateway.close();
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "streams.prospecting.caps",
                                "[{per: recipient, max: 1, window: 30d}]"));
        all.putAll(overrides);
        gateway =
                Gateway.start(
                        GatewayTest.settings(directory, mailbox.port(), all),
                        _ -> {},
                        AdminRoutes.NONE);
    }

    private String health() throws IOException, InterruptedException {
        return AdminPage.get(gateway.admin(), "/readyz?verbose");
    }

    private boolean offered() {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            client.say("MAIL FROM:<" + ANN + ">");
            return client.say("RCPT TO:<" + BOB + ">").startsWith("250");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(String to) throws IOException {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            return client.mail(ANN, GatewayTest.MAIL, to);
        }
    }

    private Gateway start(int max) throws IOException {
        String caps = "[{per: recipient, max: " + max + ", window: 30d}]";
        return Gateway.start(
                GatewayTest.settings(
                        directory, mailbox.port(), Map.of("streams.prospecting.caps", caps)),
                _ -> {},
                AdminRoutes.NONE);
    }
}
