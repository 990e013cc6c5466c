// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** H-15 and A-14: two gateways, each the other's next hop. */
final class LoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PASSES_MAX = 5;

    @TempDir private Path directory;
    private Junction afterFirst;
    private Junction afterSecond;
    // One for all readings: to open and close one takes half a second, on a busy machine several.
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Gateway> gateways = new ArrayList<>();
    private Gateway first;

    @BeforeEach
    void startTheFirst() throws IOException {
        afterFirst = new Junction();
        afterSecond = new Junction();
        first = start("first", afterFirst.port());
        afterSecond.leadsTo(first.smtp());
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        gateways.reversed().forEach(Gateway::close);
        afterSecond.close();
        afterFirst.close();
    }

    /** With keys of their own each sees the other's mail as anybody's. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 5"})
    void aMailBetweenThemStopsAfterFivePassesWithOneReport(boolean sameKeys, int lastClauses)
            throws Exception {
        startTheSecond(sameKeys);

        try (SmtpClient client = new SmtpClient(first.smtp())) {
            assertThat(client.mail("ann@acme.example", GatewayTest.MAIL, "bob@client.example"))
                    .startsWith("250");
        }

        await().atMost(PATIENCE).until(() -> !reports().isEmpty());
        await().atMost(PATIENCE).until(() -> both("octroi_spool_messages") == 0);
        assertThat(afterFirst.passed()).hasSize(3);
        assertThat(afterSecond.passed()).hasSize(2);
        assertThat(afterSecond.replies()).allMatch(reply -> reply.startsWith("250"));
        assertThat(afterFirst.replies())
                .filteredOn(reply -> !reply.startsWith("250"))
                .singleElement()
                .asString()
                .startsWith("554 5.4.6 [loop]");
        assertThat(both("octroi_messages_accepted_total")).isEqualTo(PASSES_MAX);
        assertThat(clauses(afterFirst.passed().getLast())).isEqualTo(lastClauses);
        assertThatOneReportSaysWhy();
    }

    private void assertThatOneReportSaysWhy() throws Exception {
        assertThat(both("octroi_delivery_reports_total")).isEqualTo(1);
        assertThat(reports()).hasSize(1);
        Mailbox.Mail report = reports().getFirst();
        assertThat(report.to()).isEqualTo("ann@acme.example");
        assertThat(report.from()).isEmpty();
        assertThat(report.octets())
                .contains("Final-Recipient: rfc822; bob@client.example", "Status: 5.4.6", "[loop]");
    }

    private List<Mailbox.Mail> reports() {
        return Stream.concat(afterFirst.kept().stream(), afterSecond.kept().stream()).toList();
    }

    private static long clauses(Mailbox.Mail mail) {
        return Pattern.compile("Prefer not to hear from us again")
                .matcher(mail.octets())
                .results()
                .count();
    }

    private void startTheSecond(boolean sameKeys) throws IOException {
        if (sameKeys) {
            copy(directory.resolve("first/data/keys"), directory.resolve("second/data/keys"));
        }
        afterFirst.leadsTo(start("second", afterSecond.port()).smtp());
    }

    private Gateway start(String name, int port) throws IOException {
        Path own = Files.createDirectories(directory.resolve(name));
        Gateway gateway = Gateway.start(GatewayTest.settings(own, port), _ -> {}, AdminRoutes.NONE);
        gateways.add(gateway);
        return gateway;
    }

    /** Without the line that ties a key to the record it was made for. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.copy(file, target);
                if (Files.isRegularFile(target)) {
                    List<String> lines = Files.readAllLines(file);
                    lines.removeIf(line -> line.startsWith("record "));
                    Files.write(target, lines);
                }
            }
        }
    }

    private double both(String meter) throws Exception {
        double both = 0;
        for (Gateway gateway : gateways) {
            both += sum(gateway, meter);
        }
        return both;
    }

    private double sum(Gateway gateway, String meter) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.admin().getPort() + "/metrics");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        String text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher values = Pattern.compile("(?m)^" + meter + "(?:\\{.*})? (\\S+)$").matcher(text);
        return values.results().mapToDouble(v -> Double.parseDouble(v.group(1))).sum();
    }
}
