// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A thousand tools write to one person while transactions are abandoned, the next hop refuses some
 * for good and the gateway is killed: exactly as many mails arrive as the cap permits (C-03).
 */
final class CapsCrashTest {
    private static final int CAP = 20;
    private static final int BEFORE = 400;
    private static final int AFTER = 600;
    private static final int KILLED_AFTER = 150;
    private static final int REFUSED = 3;
    private static final String BOB = "bob@client.example";
    private static final String ANN = "ann@acme.example";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern REFERENCE = Pattern.compile("(?m)^X-Octroi-Ref: *(\\S+)");

    @TempDir private Path directory = Path.of("");
    private final AtomicInteger refused = new AtomicInteger();
    private final Mailbox mailbox = Mailbox.knowing(0, this::knows);
    private final List<Process> children = new ArrayList<>();
    private volatile InetSocketAddress gateway = new InetSocketAddress(0);

    @AfterEach
    void close() {
        children.forEach(Process::destroyForcibly);
        mailbox.close();
    }

    /** The first few copies to Bob bounce. */
    private boolean knows(String recipient) {
        return !recipient.equals(BOB) || refused.incrementAndGet() > REFUSED;
    }

    @Test
    void exactlyAsManyArriveAsTheCapPermits() throws Exception {
        CountDownLatch underWay = new CountDownLatch(KILLED_AFTER);
        Process first = start();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < BEFORE; i++) {
                int number = i;
                threads.execute(() -> submit(number, underWay));
            }
            underWay.await();
            // Whatever is said and done at that moment.
            first.toHandle().destroyForcibly();
            first.waitFor();
        }
        Process second = start();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < AFTER; i++) {
                int number = BEFORE + i;
                threads.execute(() -> submit(number, underWay));
            }
        }

        await().atMost(PATIENCE).until(() -> arrived().size() >= CAP);
        try (SmtpClient client = new SmtpClient(gateway)) {
            assertThat(client.mail(ANN, GatewayTest.MAIL, BOB)).startsWith("550 5.7.1 [cap]");
        }
        second.destroy();
        second.waitFor();
        assertThat(arrived()).hasSize(CAP);
        assertThat(refused.get()).isGreaterThan(REFUSED);
    }

    /** Every fifth tool goes away after RCPT, every seventh in the middle of its mail. */
    private void submit(int number, CountDownLatch done) {
        try (SmtpClient client = new SmtpClient(gateway)) {
            if (number % 5 == 0) {
                client.say("MAIL FROM:<" + ANN + ">");
                client.say("RCPT TO:<" + BOB + ">");
            } else if (number % 7 == 0) {
                client.say("MAIL FROM:<" + ANN + ">");
                if (client.say("RCPT TO:<" + BOB + ">").startsWith("250")) {
                    client.say("DATA");
                    client.send("Subject: never the whole of it\r\n");
                }
            } else {
                client.mail(ANN, GatewayTest.MAIL, BOB);
            }
        } catch (IOException killed) {
            // The gateway is gone; this tool heard nothing.
            assertThat(number).isLessThan(BEFORE);
        } finally {
            done.countDown();
        }
    }

    /** The mails to Bob, each once however often it came. */
    private Set<String> arrived() {
        return mailbox.mails().stream()
                .filter(mail -> mail.to().equals(BOB))
                .map(mail -> REFERENCE.matcher(mail.octets()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private Process start() throws IOException {
        Process child =
                ChildJvm.start(
                        List.of(),
                        Child.class,
                        directory.toString(),
                        "" + mailbox.port(),
                        "" + CAP);
        children.add(child);
        BufferedReader said = child.inputReader(StandardCharsets.US_ASCII);
        String line = said.readLine();
        while (line != null && !line.startsWith("listening ")) {
            line = said.readLine();
        }
        assertThat(line).isNotNull();
        int port = Integer.parseInt(line.substring("listening ".length()));
        gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return child;
    }

    /** The process that is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Gateway gateway =
                    Gateway.start(
                            GatewayTest.settings(
                                    Path.of(arguments[0]),
                                    Integer.parseInt(arguments[1]),
                                    Map.of(
                                            "streams.prospecting.caps",
                                            "[{per: recipient, max: %s, window: 30d}]"
                                                    .formatted(arguments[2]))),
                            _ -> {},
                            AdminRoutes.NONE);
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
            System.out.println("listening " + gateway.smtp().getPort());
        }
    }
}
