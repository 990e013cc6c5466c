// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Holds docs/faults.md against the sources: every row of the table has tests, and they exist. */
final class FaultTableTest {
    private static final List<String> ROWS =
            List.of(rows("S", 13), rows("D", 9), rows("P", 15)).stream()
                    .flatMap(List::stream)
                    .toList();
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyFaultHasItsTests() throws IOException {
        String table = Files.readString(root().resolve("docs/faults.md"));
        List<String> rows = table.lines().filter(line -> line.matches("\\| [SDP]\\d+ .*")).toList();

        assertThat(rows.stream().map(row -> row.replaceFirst("^\\| ([SDP]\\d+) .*", "$1")))
                .containsExactlyElementsOf(ROWS);
        assertThat(rows).allSatisfy(row -> assertThat(row).containsPattern(TEST));
        for (MatchResult test : TEST.matcher(table).results().toList()) {
            assertThat(source(test.group(1)))
                    .containsPattern("(void|boolean) " + test.group(2) + "\\(");
        }
    }

    private static List<String> rows(String letter, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(row -> letter + row).toList();
    }

    private static String source(String testClass) throws IOException {
        try (Stream<Path> gateway = Files.walk(root().resolve("gateway/src/test/java"));
                Stream<Path> loadtest = Files.walk(root().resolve("loadtest/src/test/java"))) {
            Path file =
                    Stream.concat(gateway, loadtest)
                            .filter(path -> path.endsWith(testClass + ".java"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no test " + testClass));
            return Files.readString(file);
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("docs"))) {
            directory = Objects.requireNonNull(directory.getParent(), "no docs around");
        }
        return directory;
    }
}
