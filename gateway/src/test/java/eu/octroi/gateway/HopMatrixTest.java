// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.delivery.ScriptedSmarthost;
import eu.octroi.gateway.delivery.ScriptedSmarthost.Received;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.settings.Settings;

import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** H-21 and H-22: what leaves the whole gateway toward hops that can more or less. */
final class HopMatrixTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PLAIN_HOP = "PIPELINING\nSIZE 0";
    private static final String EIGHT_BIT_HOP = PLAIN_HOP + "\n8BITMIME";
    private static final String UTF8_HOP = EIGHT_BIT_HOP + "\nSMTPUTF8";

    private static final String TEXT =
            """
            From: Ann <ann@acme.example>
            Subject: An offer
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Un été à Paris.
            """;

    private static final String SIGNED =
            """
            From: Ann <ann@acme.example>
            Subject: An offer
            MIME-Version: 1.0
            Content-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Un été à Paris.
            --b
            Content-Type: application/pgp-signature

            x
            --b--
            """;

    @TempDir private static Path directory;
    private static ScriptedSmarthost hop;
    private static Settings settings;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        hop = new ScriptedSmarthost();
        // Each message asks the hop again what it can do.
        Map<String, String> anew = Map.of("delivery.messages-per-connection-max", "1");
        settings = GatewayTest.settings(directory, hop.port(), anew);
        gateway = Gateway.start(settings, _ -> {}, AdminRoutes.NONE);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        hop.close();
    }

    @BeforeEach
    void forget() {
        hop.received.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN_HOP, EIGHT_BIT_HOP, UTF8_HOP})
    void eightBitTextLeavesSevenBitForEveryHopAndWasSignedSo(String can) throws Exception {
        hop.capabilities = can;

        submit("bob@client.example", TEXT);

        Received mail = only();
        assertThat(mail.mail()).startsWith("MAIL FROM:<ann@acme.example> SIZE=");
        assertThat(mail.mail()).doesNotContain("BODY=", "SMTPUTF8");
        assertThat(mail.wireBody().chars()).allMatch(c -> c < 0x80);
        assertThat(mail.wireBody()).contains("Un =C3=A9t=C3=A9 =C3=A0 Paris.");
        assertThat(signatures(mail)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {EIGHT_BIT_HOP, UTF8_HOP})
    void eightBitUnderASignatureLeavesAsItIs(String can) throws Exception {
        hop.capabilities = can;

        submit("bob@client.example", SIGNED);

        Received mail = only();
        assertThat(mail.mail()).endsWith(" BODY=8BITMIME");
        assertThat(mail.wireBody()).contains(wire(SIGNED.substring(SIGNED.indexOf("--b\n"))));
        assertThat(mail.wireBody()).contains("Prefer not to hear from us again");
        assertThat(signatures(mail)).isEqualTo(1);
    }

    @Test
    void eightBitUnderASignatureIsReportedWhereTheHopTakesNone() throws IOException {
        hop.capabilities = PLAIN_HOP;

        submit("bob@client.example", SIGNED);

        assertThatItIsReported("5.6.1", "rfc822; bob@client.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # recipient           | subject   | hop speaks it | outcome
                    bob@client.example    | An offer  | true          | plain
                    bob@client.example    | An offer  | false         | plain
                    bob@client.example    | Un été    | true          | utf8
                    bob@client.example    | Un été    | false         | 5.6.7
                    élodie@client.example | An offer  | true          | utf8
                    élodie@client.example | An offer  | false         | 5.6.7
                    élodie@client.example | Un été    | true          | utf8
                    élodie@client.example | Un été    | false         | 5.6.7
                    """)
    void addressHeaderAndHopDecide(String to, String subject, boolean speaks, String outcome)
            throws IOException {
        hop.capabilities = speaks ? UTF8_HOP : PLAIN_HOP;

        submit(to, TEXT.replace("An offer", subject));

        if (outcome.startsWith("5")) {
            String named = to.startsWith("bob") ? "rfc822; " + to : "utf-8; \\x{E9}lodie@";
            assertThatItIsReported(outcome, named);
            return;
        }
        Received mail = only();
        assertThat(mail.rcpt()).isEqualTo("RCPT TO:<" + to + ">");
        assertThat(mail.mail().endsWith(" SMTPUTF8")).isEqualTo(outcome.equals("utf8"));
        assertThat(mail.wireBody().contains(wire("Subject: " + subject))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, épée.example", "false, xn--pe-9iab.example"})
    void aDomainIsSaidInTheFormTheHopReads(boolean speaks, String domain) throws IOException {
        hop.capabilities = speaks ? UTF8_HOP : PLAIN_HOP;

        submit("bob@épée.example", TEXT);

        assertThat(only().rcpt()).isEqualTo("RCPT TO:<bob@" + domain + ">");
        assertThat(only().mail().endsWith(" SMTPUTF8")).isEqualTo(speaks);
    }

    private static void submit(String to, String mail) throws IOException {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            client.say("MAIL FROM:<ann@acme.example> BODY=8BITMIME SMTPUTF8");
            assertThat(client.say(wire("RCPT TO:<" + to + ">"))).startsWith("250");
            assertThat(client.say("DATA")).startsWith("354");
            client.send(wire(mail) + ".\r\n");
            assertThat(client.reply()).startsWith("250");
        }
    }

    private static Received only() {
        await().atMost(PATIENCE).until(() -> !hop.received.isEmpty());
        assertThat(hop.received).hasSize(1);
        return hop.received.getFirst();
    }

    /** The report itself must suit the hop that caused it. */
    private static void assertThatItIsReported(String status, String recipient) {
        Received report = only();
        assertThat(report.mail()).startsWith("MAIL FROM:<> ").doesNotContain("BODY=", "SMTPUTF8");
        assertThat(report.rcpt()).isEqualTo("RCPT TO:<ann@acme.example>");
        assertThat(report.wireBody())
                .contains("Status: " + status, "Final-Recipient: " + recipient);
        assertThat(report.wireBody().chars()).allMatch(c -> c < 0x80);
    }

    private static int signatures(Received mail) throws Exception {
        String published =
                DkimKeys.open(
                                settings.controllers(),
                                directory.resolve("data/keys/dkim"),
                                new SecureRandom(),
                                Clock.systemUTC())
                        .dnsRecords()
                        .getFirst()
                        .value();
        String sent = mail.wireBody().replaceFirst("\\.\r\n\\z", "").replace("\r\n..", "\r\n.");
        return new DKIMVerifier((_, _, _) -> List.of(published))
                .verify(new ByteArrayInputStream(sent.getBytes(StandardCharsets.ISO_8859_1)))
                .size();
    }

    /** The octets of a UTF-8 text with CRLF, a character each. */
    private static String wire(String text) {
        return new String(
                text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }
}
