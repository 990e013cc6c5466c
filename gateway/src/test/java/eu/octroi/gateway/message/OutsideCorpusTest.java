// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every message of the shared corpus, and of a folder that is named on the command line; {@code
 * docs/corpora.md} says how. What is accepted is asked of the oracle, and the table of the last
 * folder goes to {@code target/corpora.md}.
 */
final class OutsideCorpusTest {
    private static final String FOLDER = "octroi.corpus";

    /** The shared corpus, and then the folder that is named, if one is. */
    static List<Path> folders() {
        Path shared = Corpus.mime().getFirst().resolveSibling("");
        String named = System.getProperty(FOLDER, "");
        return named.isEmpty() ? List.of(shared) : List.of(shared, Path.of(named));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatIsAcceptedLeavesSound(Path folder) throws IOException {
        CorpusTable table = CorpusTable.of(files(folder), folder);

        Files.writeString(Path.of("target/corpora.md"), table.markdown() + "\n" + list(table));
        assertThat(table.rows()).isNotEmpty();
        assertThat(table.rows().stream().filter(r -> r.wellFormed() && !r.fault().isEmpty()))
                .as(table.markdown())
                .isEmpty();
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
                .map(
                        r ->
                                "%s %s | %s%s"
                                        .formatted(
                                                r.wellFormed()
                                                        ? r.sameFields() ? "same" : "both"
                                                        : "odd ",
                                                r.name(),
                                                r.verdict(),
                                                r.fault().isEmpty()
                                                        ? ""
                                                        : " | UNSOUND " + r.fault()))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
