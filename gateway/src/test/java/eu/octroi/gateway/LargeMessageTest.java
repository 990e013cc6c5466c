// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.settings.ReadSettings;
import eu.octroi.gateway.settings.Settings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Five megabytes to a thousand people, through a gateway that has eight for all bodies. */
final class LargeMessageTest {
    private static final int ATTACHMENT_BYTES = 3_700_000;

    @TempDir private Path directory;
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        Mailbox mailbox = new Mailbox(0);
        int port = mailbox.port();
        // Nobody takes what goes out: this is about the way in.
        mailbox.close();
        gateway = Gateway.start(settings(port), line -> {}, AdminRoutes.NONE);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aThousandRecipientsOfFiveMegabytesAreTakenAndTheirMemoryIsGivenBack() throws Exception {
        String[] everybody =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "r" + i + "@client.example")
                        .toArray(String[]::new);

        String reply;
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            reply = client.mail("ann@acme.example", mail(), everybody);
        }

        assertThat(reply).startsWith("250 2.0.0");
        await().untilAsserted(() -> assertThat(held()).isZero());
        assertThat(metric("octroi_recipients_accepted_total")).isEqualTo(1000);
    }

    @Test
    void aSecondBodyThatDoesNotFitBesideTheFirstComesAgainAndTheFirstIsTaken() throws Exception {
        String mail = mail();
        try (SmtpClient first = new SmtpClient(gateway.smtp());
                SmtpClient second = new SmtpClient(gateway.smtp())) {
            first.say("MAIL FROM:<ann@acme.example> SIZE=" + mail.length());
            first.say("RCPT TO:<bob@client.example>");
            first.say("DATA");
            first.send(mail.substring(0, mail.length() / 2));
            await().untilAsserted(() -> assertThat(held()).isGreaterThan(4e6));

            assertThat(second.mail("ann@acme.example", mail, "eve@client.example"))
                    .startsWith("452 4.3.1");

            first.send(mail.substring(mail.length() / 2) + "\r\n.\r\n");
            assertThat(first.reply()).startsWith("250 2.0.0");
            await().untilAsserted(() -> assertThat(held()).isZero());
            assertThat(second.mail("ann@acme.example", GatewayTest.MAIL, "eve@client.example"))
                    .startsWith("250 2.0.0");
        }
    }

    private double held() throws Exception {
        return metric("octroi_smtp_server_body_memory_bytes");
    }

    private double metric(String name) throws Exception {
        return AdminPage.get(gateway.admin(), "/metrics")
                .lines()
                .filter(line -> line.matches(name + "(\\{.*})? .*"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* ", "")))
                .sum();
    }

    private static String mail() {
        byte[] attachment = new byte[ATTACHMENT_BYTES];
        new Random(1).nextBytes(attachment);
        return """
        From: Ann <ann@acme.example>\r
        Subject: The catalogue\r
        MIME-Version: 1.0\r
        Content-Type: multipart/mixed; boundary=b\r
        \r
        --b\r
        Content-Type: text/plain; charset=us-ascii\r
        \r
        Here it is.\r
        --b\r
        Content-Type: application/pdf\r
        Content-Transfer-Encoding: base64\r
        \r
        """
                + Base64.getMimeEncoder().encodeToString(attachment)
                + "\r\n--b--";
    }

    private Settings settings(int port) throws IOException {
        GatewayTest.settings(directory, port);
        Path file = directory.resolve("octroi.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("message-max: 1MiB", "message-max: 6MiB, body-memory: 8MiB")
                        .replace("caps: [{per: recipient, max: 100, window: 30d}]", "caps: []")
                        // Signing five gigabytes takes a quarter of a minute and no memory.
                        .replace("class: prospecting", "class: transactional\n    sign: false")
                        .replace("segment-size: 4MiB", "segment-size: 16MiB"));
        return ReadSettings.of(file, Map.of(), Optional.of(directory.resolve("data")));
    }
}
