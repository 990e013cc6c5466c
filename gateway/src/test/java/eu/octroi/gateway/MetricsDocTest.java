// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds docs/metrics.md against what a gateway that has worked shows at /metrics. */
final class MetricsDocTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (octroi_\\S+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(octroi_\\w+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `(octroi_\\w+)`( \\*)? \\| (\\w+) \\| ([^|]*) \\| (\\S[^|]*) \\|$");
    private static final Pattern SUFFIX = Pattern.compile("(_seconds|_bytes|_total)+$");

    @TempDir Path directory;

    @Test
    void everyMeterHasItsRowAndEveryRowItsMeter() throws Exception {
        SortedMap<String, String> documented = rows(false);
        SortedMap<String, String> onFaults = rows(true);

        SortedMap<String, String> registered = meters(scrapeAfterWork());

        registered.keySet().removeAll(onFaults.keySet());
        assertThat(registered).isEqualTo(documented);
    }

    @Test
    void aRowThatAppearsOnlyOnFaultsNamesAMeterOfTheSource() throws IOException {
        String source = source();

        assertThat(rows(true)).isNotEmpty();
        assertThat(rows(true).keySet())
                .allSatisfy(name -> assertThat(source).contains('"' + dotted(name) + '"'));
    }

    /** Name and "type labels" of each row; {@code *} marks what appears only on faults. */
    private static SortedMap<String, String> rows(boolean isFault) throws IOException {
        return ROW.matcher(Files.readString(project("docs/metrics.md")))
                .results()
                .filter(row -> (row.group(2) != null) == isFault)
                .collect(
                        Collectors.toMap(
                                row -> row.group(1),
                                row -> row.group(3) + " " + row.group(4).strip(),
                                (_, second) -> second + " (twice)",
                                TreeMap::new));
    }

    private static SortedMap<String, String> meters(String scrape) {
        Map<String, Set<String>> labels = labels(scrape);
        SortedMap<String, String> meters = new TreeMap<>();
        TYPE.matcher(scrape)
                .results()
                .filter(type -> !type.group(1).endsWith("_max"))
                .forEach(
                        type -> {
                            String name = type.group(1);
                            Set<String> own = labels.getOrDefault(name, Set.of());
                            String words = own.isEmpty() ? "–" : String.join(", ", own);
                            meters.put(name, type.group(2) + " " + words);
                        });
        return meters;
    }

    private static Map<String, Set<String>> labels(String scrape) {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (MatchResult sample :
                (Iterable<MatchResult>) SAMPLE.matcher(scrape).results()::iterator) {
            String family = sample.group(1).replaceFirst("_(bucket|count|sum|max)$", "");
            Set<String> own = labels.computeIfAbsent(family, _ -> new TreeSet<>());
            LABEL.matcher(sample.group(2)).results().map(label -> label.group(1)).forEach(own::add);
            own.remove("le");
        }
        return labels;
    }

    /** The figures after a mail, an opt-out and a refusal. */
    private String scrapeAfterWork() throws Exception {
        try (var mailbox = new Mailbox(0);
                var gateway =
                        Gateway.start(
                                GatewayTest.settings(directory, mailbox.port()),
                                line -> {},
                                AdminRoutes.NONE)) {
            send(gateway);
            await().atMost(PATIENCE).until(() -> !mailbox.mails().isEmpty());
            GatewayTest.oneClick(GatewayTest.link(mailbox.mails().getFirst()));
            assertThat(send(gateway)).startsWith("550");
            await().atMost(PATIENCE).until(() -> scrape(gateway).contains("attempts_total{"));
            return scrape(gateway);
        }
    }

    private static String send(Gateway gateway) throws IOException {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            return client.mail("ann@acme.example", GatewayTest.MAIL, "bob@client.example");
        }
    }

    private static String scrape(Gateway gateway) throws Exception {
        return AdminPage.get(gateway.admin(), "/metrics");
    }

    private static String dotted(String name) {
        return SUFFIX.matcher(name).replaceFirst("").replace('_', '.');
    }

    private static String source() throws IOException {
        try (Stream<Path> files = Files.walk(project("gateway/src/main/java"))) {
            List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
            StringBuilder all = new StringBuilder();
            for (Path file : java) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static Path project(String path) {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("config/octroi.yaml"))) {
            here = requireNonNull(here.getParent(), "no config/octroi.yaml above");
        }
        return here.resolve(path);
    }
}
