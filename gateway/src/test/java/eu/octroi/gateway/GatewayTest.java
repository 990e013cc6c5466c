// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.events.ToolServer;
import eu.octroi.gateway.settings.ReadSettings;
import eu.octroi.gateway.settings.Settings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole gateway between a tool and a next hop, over real sockets and a real disk. */
final class GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LINK = Pattern.compile("List-Unsubscribe: <([^>]+)>");
    static final String MAIL =
            """
            From: Ann <ann@acme.example>\r
            To: Bob <bob@client.example>\r
            Subject: An offer\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=us-ascii\r
            \r
            Hello Bob.\
            """;

    @TempDir Path directory;
    private Mailbox mailbox;
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        mailbox = new Mailbox(0);
        gateway = start();
    }

    @AfterEach
    void close() {
        gateway.close();
        mailbox.close();
    }

    @Test
    void aMailGoesThroughWithItsClausesAndItsSignature() throws IOException {
        String reply = send("bob@client.example");

        assertThat(reply).startsWith("250 2.0.0");
        Mailbox.Mail mail = arrived(1);
        assertThat(mail.to()).isEqualTo("bob@client.example");
        assertThat(mail.octets())
                .contains("DKIM-Signature:", "d=acme.example", "Hello Bob.", "Acme Ltd")
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                .containsOnlyOnce("Prefer not to hear from us again?");
    }

    @Test
    void whoOptsOutIsRefusedAtTheVeryNextRecipient() throws Exception {
        send("bob@client.example");
        String link = link(arrived(1));

        HttpResponse<String> done = oneClick(link);

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(send("bob@client.example")).startsWith("550 5.7.1 [opposed]");
        assertThat(send("Bob+tag@CLIENT.example")).startsWith("550 5.7.1 [opposed]");
        assertThat(send("eve@client.example")).startsWith("250");
    }

    @Test
    void theToolHearsOfAnOptOutOverItsOwnLinkAlsoAfterARestart() throws Exception {
        try (ToolServer tool = new ToolServer()) {
            String offer =
                    "List-Unsubscribe: <"
                            + tool.link("/out/bob")
                            + ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                            + MAIL;
            try (SmtpClient client = new SmtpClient(gateway.smtp())) {
                client.mail("ann@acme.example", offer, "bob@client.example");
            }
            assertThat(arrived(1).octets()).doesNotContain("/out/bob");

            String ours = link(arrived(1));
            gateway.close();
            gateway = start();
            int port = gateway.web().getPort();
            oneClick(ours.replaceFirst(":[0-9]+/", ":" + port + "/"));

            await().atMost(PATIENCE).until(() -> !tool.requests().isEmpty());
            gateway.close();
            gateway = start();
            assertThat(tool.requests())
                    .containsExactly(
                            "POST /out/bob application/x-www-form-urlencoded null"
                                    + " List-Unsubscribe=One-Click");
        }
    }

    @Test
    void aCopyAlreadyInTheSpoolIsNotSentToWhoOptedOutMeanwhile() throws Exception {
        send("bob@client.example");
        String link = link(arrived(1));
        int port = mailbox.port();
        mailbox.close();
        assertThat(send("bob@client.example")).startsWith("250");
        assertThat(send("eve@client.example")).startsWith("250");

        assertThat(oneClick(link).statusCode()).isEqualTo(200);
        mailbox = new Mailbox(port);

        await().atMost(PATIENCE).until(() -> to("eve@client.example") == 1);
        await().atMost(PATIENCE).until(() -> to("ann@acme.example") == 1);
        assertThat(to("bob@client.example")).isZero();
    }

    @Test
    void whatWasAcceptedIsDeliveredAfterARestart() throws Exception {
        int port = mailbox.port();
        mailbox.close();
        assertThat(send("bob@client.example")).startsWith("250");

        gateway.close();
        mailbox = new Mailbox(port);
        gateway = start();

        assertThat(arrived(1).to()).isEqualTo("bob@client.example");
    }

    @Test
    void aStopWaitsForTheReplyThatIsOnItsWay() throws Exception {
        int port = mailbox.port();
        mailbox.close();
        CountDownLatch reply = new CountDownLatch(1);
        mailbox = new Mailbox(port, () -> awaitQuietly(reply));
        assertThat(send("bob@client.example")).startsWith("250");
        arrived(1);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
        await().pollDelay(Duration.ofSeconds(4)).until(() -> !stopped.isDone());
        reply.countDown();
        stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        gateway = start();
        send("eve@client.example");

        await().atMost(PATIENCE).until(() -> to("eve@client.example") == 1);
        assertThat(to("bob@client.example")).isOne();
    }

    @Test
    void itsOwnMailBroughtAgainKeepsItsOneSetOfClausesAndItsLink() throws Exception {
        send("bob@client.example");
        String first = arrived(1).octets();

        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            String again = SmtpClient.onTheWire(first);
            assertThat(client.mail("ann@acme.example", again, "bob@client.example"))
                    .startsWith("250");
        }

        Mailbox.Mail second = arrived(2);
        send("eve@client.example");
        arrived(3);
        assertThat(to("bob@client.example")).isEqualTo(2);
        assertThat(second.octets())
                .containsOnlyOnce("Prefer not to hear from us again?")
                .containsOnlyOnce("List-Unsubscribe:")
                .containsOnlyOnce("DKIM-Signature:")
                .endsWith(first);
        assertThat(link(second)).isEqualTo(link(arrived(1)));
        assertThat(oneClick(link(second)).statusCode()).isEqualTo(200);
        assertThat(send("bob@client.example")).startsWith("550 5.7.1 [opposed]");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            boolean released = latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(released).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatCannotBeEditedIsRefusedAndNothingOfItLeaves() throws IOException {
        String signed =
                MAIL.replace(
                        "text/plain; charset=us-ascii",
                        "multipart/signed; boundary=b; protocol=\"application/pgp-signature\"");

        String reply;
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            reply = client.mail("ann@acme.example", signed, "bob@client.example");
        }

        assertThat(reply).startsWith("554 5.6.0 [structure]");
        assertThat(mailbox.mails()).isEmpty();
    }

    @Test
    void aMailThatNeverFitsInTheSpoolIsRefusedForGood() throws IOException {
        String line = "\u00e9".repeat(100) + "\r\n";
        String large =
                MAIL.replace("us-ascii", "iso-8859-1").replace("Hello Bob.", line.repeat(10_200));

        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            assertThat(client.mail("ann@acme.example", large, "bob@client.example"))
                    .startsWith("552 5.3.4");
        }
    }

    @Test
    void aMailFromADomainThatIsNotTheControllersIsRefused() throws IOException {
        String foreign = MAIL.replace("ann@acme.example", "ann@elsewhere.example");

        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            assertThat(client.mail("ann@acme.example", foreign, "bob@client.example"))
                    .startsWith("550 5.7.1 [unsigned-domain]");
        }
    }

    @Test
    void theStateOfThingsIsSeenFromOutside() throws Exception {
        send("bob@client.example");
        arrived(1);

        assertThat(get("/readyz?verbose")).contains("spool", "caps: ");
        assertThat(get("/metrics"))
                .contains("octroi_messages_accepted_total", "octroi_delivery_attempts_total");
        assertThat(get("/livez")).isNotNull();
        assertThat(get("/")).contains("Octroi");
    }

    private String send(String recipient) throws IOException {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            return client.mail("ann@acme.example", MAIL, recipient);
        }
    }

    private Mailbox.Mail arrived(int count) {
        await().atMost(PATIENCE).until(() -> mailbox.mails().size() >= count);
        return mailbox.mails().get(count - 1);
    }

    private long to(String recipient) {
        return mailbox.mails().stream().filter(m -> m.to().equals(recipient)).count();
    }

    static String link(Mailbox.Mail mail) {
        Matcher link = LINK.matcher(mail.octets().replaceAll("\r\n[ \t]", " "));
        assertThat(link.find()).isTrue();
        return link.group(1).strip();
    }

    static HttpResponse<String> oneClick(String link) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(link))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private String get(String path) throws Exception {
        return AdminPage.get(gateway.admin(), path);
    }

    private Gateway start() throws IOException {
        return Gateway.start(settings(directory, mailbox.port()), line -> {}, AdminRoutes.NONE);
    }

    /** A configuration in {@code directory} that delivers to the mailbox on {@code port}. */
    static Settings settings(Path directory, int port) throws IOException {
        return settings(directory, port, Map.of());
    }

    /** The same, with what {@code --set} would say. */
    static Settings settings(Path directory, int port, Map<String, String> overrides)
            throws IOException {
        Path file = directory.resolve("octroi.yaml");
        Files.writeString(
                file,
                """
                data: data
                listen:
                  smtp:
                    address: "127.0.0.1:0"
                    trusted-networks: ["127.0.0.0/8"]
                    trusted-as: tool
                  web: {address: "127.0.0.1:0", public-url: "http://127.0.0.1:0"}
                  admin: {address: "127.0.0.1:0"}
                delivery:
                  smarthost: {address: "127.0.0.1:%d", tls: none}
                  retry-delays: [1s]
                limits: {message-max: 1MiB}
                spool: {segment-size: 4MiB, free-space-min: 1MiB}
                replay: {loopback: true}
                controllers:
                  acme:
                    legal-name: Acme Ltd
                    registration: "0001"
                    address: 1 Main Street
                    contact: privacy@acme.example
                    language: en
                    domains: {acme.example: {selector: s1}}
                sources:
                  register: {label: the public register, kind: public, acquired: 2026-10-01}
                streams:
                  prospecting:
                    controller: acme
                    class: prospecting
                    source: register
                    purpose: our anvils
                    reason: you buy anvils
                    caps: [{per: recipient, max: 100, window: 30d}]
                credentials:
                  tool: {stream: prospecting}
                """
                        .formatted(port));
        return ReadSettings.of(file, overrides, Optional.of(directory.resolve("data")));
    }
}
