// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One message to several people: one reply, a copy for each, a report for who gets none. */
final class PartialSuccessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("https?://[^/\\s]+/u/([A-Za-z0-9_-]{74})");
    private static final String[] THREE = {
        "bob@client.example", "eve@client.example", "dan@client.example"
    };

    @TempDir private Path directory;
    private Mailbox mailbox;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        mailbox = new Mailbox(0);
        Map<String, String> dropping = Map.of("credentials.tool.answer", "drop-and-report");
        gateway =
                Gateway.start(
                        GatewayTest.settings(directory, mailbox.port(), dropping),
                        _ -> {},
                        AdminRoutes.NONE);
    }

    @AfterEach
    void stop() {
        gateway.close();
        mailbox.close();
    }

    /** H-13: never a mixed reply. */
    @Test
    void whenOneOfThreeFailsThereIsOne250AndOneReportThatNamesHim() throws Exception {
        send("bob@client.example");
        GatewayTest.oneClick(GatewayTest.link(arrived(1).getFirst()));

        String reply = send(THREE);

        assertThat(reply).startsWith("250 2.0.0").doesNotContain("opposed").endsWith(")\n");
        List<Mailbox.Mail> later = arrived(4).subList(1, 4);
        assertThat(later)
                .extracting(Mailbox.Mail::to)
                .containsExactlyInAnyOrder(
                        "eve@client.example", "dan@client.example", "ann@acme.example");
        assertThat(later)
                .filteredOn(mail -> mail.to().equals("ann@acme.example"))
                .singleElement()
                .satisfies(
                        report -> {
                            assertThat(report.from()).isEmpty();
                            assertThat(report.octets())
                                    .containsOnlyOnce("Final-Recipient:")
                                    .contains("Final-Recipient: rfc822; bob@client.example")
                                    .doesNotContain("eve@", "dan@");
                        });
    }

    /** H-34: no copy ever holds another recipient's token, nor the others' addresses. */
    @Test
    void everyRecipientHasACopyWithATokenOfHisOwn() throws Exception {
        send(THREE);

        List<Mailbox.Mail> copies = arrived(3);
        assertThat(copies).extracting(Mailbox.Mail::to).containsExactlyInAnyOrder(THREE);
        List<Set<String>> tokens = copies.stream().map(PartialSuccessTest::tokens).toList();
        assertThat(tokens).allSatisfy(own -> assertThat(own).hasSize(1)).doesNotHaveDuplicates();
        for (Mailbox.Mail copy : copies) {
            for (String recipient : THREE) {
                // Bob stands in the To field that the tool wrote.
                boolean isNamedByTheTool = recipient.equals("bob@client.example");
                if (!recipient.equals(copy.to()) && !isNamedByTheTool) {
                    assertThat(copy.octets()).doesNotContain(recipient);
                }
            }
        }
    }

    private static Set<String> tokens(Mailbox.Mail mail) {
        String joined = mail.octets().replace("=\r\n", "").replaceAll("\r\n[ \t]", "");
        return TOKEN.matcher(joined)
                .results()
                .map((MatchResult token) -> token.group(1))
                .collect(Collectors.toSet());
    }

    private String send(String... recipients) throws IOException {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            return client.mail("ann@acme.example", GatewayTest.MAIL, recipients);
        }
    }

    private List<Mailbox.Mail> arrived(int count) {
        await().atMost(PATIENCE).until(() -> mailbox.mails().size() >= count);
        return mailbox.mails();
    }
}
