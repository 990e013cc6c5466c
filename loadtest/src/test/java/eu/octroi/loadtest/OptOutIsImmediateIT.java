// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Once the opt-out is answered 200, the next RCPT is refused: every time, not soon after. */
final class OptOutIsImmediateIT {
    private static final int TRIES = 1000;
    private static final Pattern ONE_CLICK =
            Pattern.compile(
                    "(?is)^List-Unsubscribe:[^<]*<https?://[^/]+(/[^>]+)>", Pattern.MULTILINE);
    private static final Pattern RECIPIENT = Pattern.compile("(?im)^To: <([^>]+)>");

    @TempDir private Path directory;

    @Test
    void theRcptAfterAnOptOutIsRefused() throws Exception {
        Path dump = directory.resolve("mails");
        try (Street street = Street.open(directory, "--dump", dump.toString());
                HttpClient browser = HttpClient.newHttpClient()) {
            street.serve();
            street.send("-n", "" + TRIES).exitCode(Duration.ofMinutes(2));
            await().atMost(Duration.ofMinutes(1)).until(() -> mails(dump).size() == TRIES);

            int refused = 0;
            try (Wire wire =
                    new Wire(new Socket(street.smtp().getAddress(), street.smtp().getPort()))) {
                wire.reply();
                wire.write("EHLO load.example\r\n");
                wire.flush();
                wire.reply();
                for (Path mail : mails(dump)) {
                    String text = Files.readString(mail, StandardCharsets.ISO_8859_1);
                    HttpResponse<String> answer =
                            oneClick(browser, "http://" + street.web() + find(ONE_CLICK, text));
                    assertThat(answer.statusCode()).isEqualTo(200);
                    String rcpt = pipelinedRcpt(wire, find(RECIPIENT, text));
                    assertThat(rcpt).startsWith("550 5.7.1 [opposed]");
                    refused++;
                }
            }

            System.out.printf("opt-out: tries=%d refused=%d%n", TRIES, refused);
            assertThat(refused).isEqualTo(TRIES);
        }
    }

    /** RFC 8058 section 3.2. */
    private static HttpResponse<String> oneClick(HttpClient browser, String url)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String pipelinedRcpt(Wire wire, String recipient) throws IOException {
        wire.write("MAIL FROM:<seller@t0.example>\r\nRCPT TO:<" + recipient + ">\r\nRSET\r\n");
        wire.flush();
        wire.reply();
        String rcpt = wire.reply();
        wire.reply();
        return rcpt;
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1).replaceAll("\\s", "");
    }

    private static List<Path> mails(Path dump) throws IOException {
        try (Stream<Path> files = Files.list(dump)) {
            return files.filter(f -> f.toString().endsWith(".eml")).sorted().toList();
        }
    }
}
