// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.InboundLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What can only be seen with sockets, time and several connections. */
final class SmtpServerTest {
    private static final String CHUNK =
            "MAIL FROM:<a@acme.example>\r\nRCPT TO:<b@b.example>\r\nBDAT 5 LAST\r\ntwo\r\n";

    @Test
    void intakeGetsTheTransactionAndTheMessageAsItWas() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.begin();
            client.send("Subject: x\r\n\r\n..dot\r\n.\r\n");
            client.reply();

            RecordingTaker.Taken taken = rig.taker.taken().getFirst();
            assertThat(taken.text()).isEqualTo("Subject: x\r\n\r\n.dot\r\n");
            assertThat(taken.submission().origin().credential()).hasToString("outil");
            assertThat(taken.submission().from()).hasToString("a@acme.example");
            assertThat(taken.submission().client().helo()).isEqualTo("client.example");
            assertThat(taken.submission().recipients())
                    .extracting(r -> r.address().toString())
                    .containsExactly("b@b.example");
        }
    }

    @Test
    void repliesComeInOrderWhileIntakeTakesItsTime() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            CompletableFuture<Void> held = rig.taker.hold();
            client.begin();
            client.send("one\r\n.\r\nMAIL FROM:<c@acme.example>\r\nRSET\r\nVRFY x\r\n");
            await().until(() -> rig.taker.taken().size() == 1);

            held.complete(null);

            assertThat(client.reply()).startsWith("250 2.0.0 OK accepted");
            assertThat(replies(client, 3))
                    .extracting(r -> r.substring(0, 9))
                    .containsExactly("250 2.1.0", "250 2.0.0", "252 2.0.0");
        }
    }

    @Test
    void aFaultInWhatHadToWaitEndsTheConnectionAndIsCounted() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            CompletableFuture<Void> held = rig.taker.hold();
            client.begin();
            client.send("one\r\n.\r\n" + CHUNK);
            await().until(() -> rig.taker.taken().size() == 1);
            rig.taker.breaks();

            held.complete(null);

            replies(client, 3);
            assertThat(client.reply()).startsWith("421 4.3.0");
            assertThat(rig.count("octroi.bugs", "room", "server")).isOne();
            assertThat(bodyMemory(rig)).isZero();
        }
    }

    @Test
    void theBodyStaysWithIntakeWhenTheConnectionIsLost() {
        try (ServerRig rig = ServerRig.trusting()) {
            CompletableFuture<Void> held = rig.taker.hold();
            SmtpClient client = rig.greeted();
            client.begin();
            client.send("keep me\r\n.\r\n");
            await().until(() -> rig.taker.taken().size() == 1);

            client.close();
            await().until(() -> rig.server.openConnections() == 0);
            try (SmtpClient other = rig.greeted()) {
                other.begin();
                other.send("overwrite\r\n");
                assertThat(rig.taker.borrowed().getFirst().latin1()).isEqualTo("keep me\r\n");
            }

            held.complete(null);
            await().until(() -> bodyMemory(rig) == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 250 2.0.0", "65537, 552 5.3.4"})
    void aMessageHasTheAnnouncedSize(int octets, String reply) {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.begin();
            client.send("x".repeat(octets - 2) + "\r\n.\r\nNOOP\r\n");

            assertThat(client.reply()).startsWith(reply);
            assertThat(client.reply()).startsWith("250 2.0.0 OK");
            assertThat(client.ask("MAIL FROM:<a@b.example> SIZE=65537")).startsWith("552 5.3.4");
        }
    }

    @Test
    void aHundredRecipientsAreTakenAndNoMore() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.ask("MAIL FROM:<a@acme.example>");

            for (int i = 0; i < 100; i++) {
                assertThat(client.ask("RCPT TO:<r" + i + "@b.example>")).startsWith("250 2.1.5");
            }

            assertThat(client.ask("RCPT TO:<one-more@b.example>")).startsWith("452 4.5.3");
        }
    }

    @Test
    void noMemoryForABodyIsTemporaryAndTheConnectionLives() {
        try (ServerRig rig = ServerRig.trusting("outil", bodyMemory(ByteSize.ofKibibytes(40)));
                SmtpClient client = rig.greeted()) {
            client.begin();
            client.send("x".repeat(50_000) + "\r\n.\r\n");

            assertThat(client.reply()).startsWith("452 4.3.1");
            client.begin();
            client.send("small\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 2.0.0 OK accepted");
        }
    }

    @Test
    void aListThatCannotAnswerTakesNobody() {
        try (ServerRig rig = ServerRig.trusting("drop", ServerRig.LIMITS);
                SmtpClient client = rig.greeted()) {
            rig.suppressions.setAvailable(false);
            client.ask("MAIL FROM:<a@acme.example>");

            assertThat(client.ask("RCPT TO:<b@b.example>")).startsWith("451 4.3.0 [unavailable]");
            assertThat(client.ask("DATA")).startsWith("554 5.5.1");
            assertThat(rig.refusals).containsExactly("drop unavailable");
        }
    }

    @Test
    void aClientThatTalksFirstIsCutOff() {
        try (ServerRig rig = ServerRig.trusting()) {
            await().until(
                            () -> {
                                try (SmtpClient early = rig.connect()) {
                                    early.send("EHLO x\r\n");
                                    return early.reply().startsWith("554 5.5.0");
                                }
                            });

            assertThat(violations(rig, "early_talker")).isPositive();
        }
    }

    /** H-06: off by default, for messages alone, and what goes on has no bare line end. */
    @Test
    void aLegacyToolMayEndItsLinesWithLfInMessagesAlone() {
        try (ServerRig rig = ServerRig.trusting("legacy", ServerRig.LIMITS);
                SmtpClient client = rig.greeted()) {
            client.begin();
            client.send("one\n.\ntwo\n\r\n.\r\n");

            assertThat(client.reply()).startsWith("250 2.0.0 OK accepted");
            assertThat(rig.taker.texts()).containsExactly("one\r\n.\r\ntwo\r\n\r\n");
            assertThat(rig.meters.get("octroi.smtp.server.converted").counter().count()).isOne();
            client.send("NOOP\nNOOP\r\n");
            assertThat(client.reply()).startsWith("550 5.5.2");
        }
    }

    @Test
    void connectionsHaveTheirLimits() {
        InboundLimits two = connections(2, 10);
        try (ServerRig rig = ServerRig.trusting("outil", two);
                SmtpClient one = rig.greeted();
                SmtpClient other = rig.greeted();
                SmtpClient third = rig.connect()) {
            assertThat(third.reply()).startsWith("421 4.3.2");
            assertThat(one.ask("NOOP")).startsWith("250");
            assertThat(other.ask("NOOP")).startsWith("250");
        }
        try (ServerRig rig = ServerRig.trusting("outil", connections(10, 1));
                SmtpClient one = rig.greeted();
                SmtpClient other = rig.connect()) {
            assertThat(other.reply()).startsWith("421 4.7.0");
            assertThat(one.ask("QUIT")).startsWith("221");
            await().until(() -> rig.server.openConnections() == 0);
            try (SmtpClient again = rig.connect()) {
                assertThat(again.reply()).startsWith("220");
            }
        }
    }

    @Test
    void aCredentialHasItsMessagesPerMinute() {
        try (ServerRig rig = ServerRig.trusting("outil", perMinute(2));
                SmtpClient client = rig.greeted()) {
            assertThat(client.ask("MAIL FROM:<a@acme.example>")).startsWith("250");
            client.ask("RSET");
            assertThat(client.ask("MAIL FROM:<a@acme.example>")).startsWith("250");
            client.ask("RSET");

            assertThat(client.ask("MAIL FROM:<a@acme.example>")).startsWith("450 4.7.1");
        }
    }

    @Test
    void silenceAndTricklingEndWith421() {
        try (ServerRig rig = ServerRig.trusting("outil", timeouts(300, 300, 60_000));
                SmtpClient silent = rig.greeted();
                SmtpClient slow = rig.greeted()) {
            slow.begin();
            slow.send("x");

            assertThat(silent.reply()).startsWith("421 4.4.2");
            assertThat(silent.isClosed()).isTrue();
            assertThat(slow.reply()).startsWith("421 4.4.2");
        }
    }

    /** As when a callback of ours is lost: nobody keeps the connection for ever. */
    @Test
    void aResultThatNeverComesIsNotAwaitedForEver() {
        try (ServerRig rig = ServerRig.trusting("outil", timeouts(60_000, 60_000, 300));
                SmtpClient client = rig.greeted()) {
            var _ = rig.taker.hold();
            client.begin();

            client.send("x\r\n.\r\n");

            assertThat(client.reply()).startsWith("421 4.3.0");
            assertThat(client.isClosed()).isTrue();
            assertThat(rig.count("octroi.smtp.server.timeouts", "what", "result")).isOne();
        }
    }

    @Test
    void aClientThatNeverReadsIsNotHeardWithoutEndAndNotKept() throws IOException {
        try (ServerRig rig = ServerRig.trusting("outil", timeouts(500, 60_000, 60_000));
                SocketChannel deaf = SocketChannel.open(rig.server.smtpAddress())) {
            deaf.read(ByteBuffer.allocate(512));
            deaf.write(ByteBuffer.wrap("EHLO x\r\n".getBytes(StandardCharsets.US_ASCII)));
            deaf.read(ByteBuffer.allocate(512));
            deaf.configureBlocking(false);
            AtomicLong sent = new AtomicLong();

            await().until(
                            () -> {
                                sent.addAndGet(sendWhatGoes(deaf));
                                return rig.server.openConnections() == 0;
                            });

            assertThat(sent).hasValueLessThan(32 << 20);
        }
    }

    /** At most a few mebibytes at once, and as many octets as were taken. */
    private static long sendWhatGoes(SocketChannel deaf) {
        byte[] resets = "RSET\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        long taken = 0;
        try {
            for (int round = 0; round < 100; round++) {
                taken += deaf.write(ByteBuffer.wrap(resets));
            }
        } catch (IOException cutOff) {
            return taken;
        }
        return taken;
    }

    @Test
    void aConnectionHasItsAge() {
        try (ServerRig rig = ServerRig.trusting("outil", timeouts(60_000, 60_000, 300));
                SmtpClient client = rig.greeted()) {
            assertThat(client.reply()).startsWith("421 4.4.2");
        }
    }

    @Test
    void aStopLetsTheOpenTransactionFinish() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient idle = rig.greeted();
                SmtpClient busy = rig.greeted()) {
            busy.begin();
            busy.send("half");

            rig.server.stopAccepting();

            assertThat(idle.reply()).startsWith("421 4.3.2");
            busy.send(" and half\r\n.\r\n");
            assertThat(busy.reply()).startsWith("250 2.0.0 OK accepted");
            assertThat(busy.reply()).startsWith("421 4.3.2");
            assertThat(rig.taker.texts()).containsExactly("half and half\r\n");
        }
    }

    @Test
    void theNextRecipientAfterAnOppositionIsRefused() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.ask("MAIL FROM:<a@acme.example>");
            assertThat(client.ask("RCPT TO:<late@b.example>")).startsWith("250");
            client.ask("RSET");
            EmailAddress late = EmailAddress.parse("late@b.example").orElseThrow();

            rig.opposes(late.toString(), Reason.OPPOSITION);

            client.ask("MAIL FROM:<a@acme.example>");
            assertThat(client.ask("RCPT TO:<late@b.example>")).startsWith("550 5.7.1 [opposed]");
        }
    }

    private static List<String> replies(SmtpClient client, int count) {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(client.reply());
        }
        return replies;
    }

    private static double bodyMemory(ServerRig rig) {
        return rig.meters.get("octroi.smtp.server.body.memory").gauge().value();
    }

    private static double violations(ServerRig rig, String kind) {
        return rig.count("octroi.smtp.server.protocol.violations", "kind", kind);
    }

    private static InboundLimits bodyMemory(ByteSize size) {
        return limits(timeouts(), 1_000, 1_000, 0, size);
    }

    private static InboundLimits connections(int all, int perAddress) {
        return limits(timeouts(), all, perAddress, 0, ServerRig.LIMITS.bodyMemory());
    }

    private static InboundLimits perMinute(int messages) {
        return limits(timeouts(), 1_000, 1_000, messages, ServerRig.LIMITS.bodyMemory());
    }

    private static InboundLimits timeouts(long command, long body, long session) {
        List<Duration> timeouts =
                List.of(
                        Duration.ofMillis(command),
                        Duration.ofMillis(body),
                        Duration.ofMillis(session));
        return limits(timeouts, 1_000, 1_000, 0, ServerRig.LIMITS.bodyMemory());
    }

    private static List<Duration> timeouts() {
        InboundLimits usual = ServerRig.LIMITS;
        return List.of(usual.commandTimeout(), usual.dataTimeout(), usual.sessionTimeout());
    }

    private static InboundLimits limits(
            List<Duration> timeouts, int all, int perAddress, int perMinute, ByteSize memory) {
        InboundLimits usual = ServerRig.LIMITS;
        return new InboundLimits(
                timeouts.get(0),
                timeouts.get(1),
                timeouts.get(2),
                usual.recipientsMax(),
                usual.messageMax(),
                usual.errorsMax(),
                all,
                perAddress,
                perMinute,
                memory,
                usual.verificationThreads(),
                usual.clients(),
                usual.pressure());
    }
}
