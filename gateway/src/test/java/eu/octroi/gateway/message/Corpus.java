// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Test messages nobody here wrote, found in {@code shared/corpus} beside an ancestor folder. */
public final class Corpus {
    private Corpus() {}

    public static List<Path> mime() {
        Path folder = folder().resolve("mime");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".msg")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the corpus cannot be read: " + folder, e);
        }
    }

    /** The messages of Perl's MIME-tools, read inside the test jar of mime4j. */
    public static List<Path> mimeTools() {
        try {
            var inside = Corpus.class.getResource("/mimetools-testmsgs/simple.msg");
            if (inside == null) {
                throw new IllegalStateException("mime4j's test jar is not on the class path");
            }
            Path folder = opened(inside.toURI()).resolve("/mimetools-testmsgs");
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(f -> f.toString().endsWith(".msg")).sorted().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stays open, as the class path does. */
    private static Path opened(URI inside) throws IOException {
        try {
            FileSystems.newFileSystem(inside, Map.of());
        } catch (FileSystemAlreadyExistsException open) {
            return Path.of(inside);
        }
        return Path.of(inside);
    }

    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With CRLF, without the envelope line of an mbox, and with From and Subject. */
    public static Octets completed(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1).replaceAll("(?<!\r)\n", "\r\n");
        if (text.startsWith("From ")) {
            text = text.substring(text.indexOf("\r\n") + 2);
        }
        String head = text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")));
        String lower = "\n" + head.toLowerCase(Locale.ROOT);
        StringBuilder missing = new StringBuilder();
        if (!lower.contains("\nfrom:")) {
            missing.append("From: <a@exemple.fr>\r\n");
        }
        if (!lower.contains("\nsubject:")) {
            missing.append("Subject: x\r\n");
        }
        return Octets.of(missing + text);
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
