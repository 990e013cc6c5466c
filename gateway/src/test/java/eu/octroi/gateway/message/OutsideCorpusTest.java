// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every message of the shared corpus, of MIME-tools, and of a folder that is named on the command
 * line; {@code docs/corpora.md} says how. What is accepted is asked of the oracle, the verdicts are
 * compared by name with the reviewed ones, and the table goes to {@code target/corpora.md}.
 */
final class OutsideCorpusTest {
    private static final Path VERDICTS = Path.of("src/test/resources/message/corpora-verdicts.csv");
    private static final String FOLDER = "octroi.corpus";

    /** What the company that wrote the requirements asks for. */
    private static final double ACCEPTED_MIN = 0.98;

    private static CorpusTable known() {
        Path shared = Corpus.mime().getFirst().resolveSibling("");
        Path tools = Corpus.mimeTools().getFirst().resolveSibling("");
        return CorpusTable.of(Corpus.mime(), shared, "mime4j/")
                .and(CorpusTable.of(Corpus.mimeTools(), tools, "mimetools/"));
    }

    @Test
    void whatIsAcceptedLeavesSoundAndLittleElseIsRefused() throws IOException {
        String named = System.getProperty(FOLDER, "");
        CorpusTable table =
                named.isEmpty()
                        ? known()
                        : known().and(CorpusTable.of(files(Path.of(named)), Path.of(named), ""));

        Files.writeString(Path.of("target/corpora.md"), table.markdown() + "\n" + list(table));
        assertThat(table.rows().stream().filter(r -> r.wellFormed() && !r.fault().isEmpty()))
                .as(table.markdown())
                .isEmpty();
        assertThat(table.acceptedShare()).as(table.markdown()).isGreaterThan(ACCEPTED_MIN);
        compare(table);
    }

    /** Each verdict was looked at once; another one is a change of what mail may leave. */
    private static void compare(CorpusTable table) throws IOException {
        Map<String, String> reviewed = reviewed();
        for (CorpusTable.Row row : table.rows()) {
            String verdict = reviewed.getOrDefault(row.name(), row.line());
            assertThat(row.line()).isEqualTo(verdict);
        }
        assertThat(table.rows()).extracting(CorpusTable.Row::name).containsAll(always(reviewed));
    }

    private static List<String> always(Map<String, String> reviewed) {
        return reviewed.keySet().stream().filter(n -> n.matches("mime(4j|tools)/.*")).toList();
    }

    private static Map<String, String> reviewed() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(VERDICTS)) {
            if (!line.startsWith("#")) {
                lines.put(line.split(" \\| ", 2)[0], line);
            }
        }
        return lines;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(md|py)"))
                    .sorted()
                    .toList();
        }
    }

    private static String list(CorpusTable table) {
        return table.rows().stream()
                .map(r -> r.line() + (r.fault().isEmpty() ? "" : " | UNSOUND " + r.fault()))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
