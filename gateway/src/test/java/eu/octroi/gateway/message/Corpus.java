// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Test messages nobody here wrote, found in {@code shared/corpus} beside an ancestor folder. */
final class Corpus {
    private Corpus() {}

    static List<Path> mime() {
        Path folder = folder().resolve("mime");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".msg")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the corpus cannot be read: " + folder, e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/corpus");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "these tests need the corpora: shared/corpus beside an ancestor of the project");
    }
}
