// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The YAML files of one directory beside the configuration, and their shipped counterparts in the
 * jar. Confined to one reading.
 *
 * @param key of the configuration that names the directory, for problems
 */
record YamlFiles(String key, Problems problems) {
    static final String ENDING = ".yaml";
    private static final int FILES_MAX = 200;
    private static final long OCTETS_MAX = 64 << 10;

    /** Hands path and text of each readable file to {@code reader}, in the order of their names. */
    void read(Path directory, BiConsumer<Path, String> reader) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> yaml =
                    files.filter(f -> f.getFileName().toString().endsWith(ENDING))
                            .sorted()
                            .limit(FILES_MAX + 1L)
                            .toList();
            if (yaml.size() > FILES_MAX) {
                problems.add(key, "has more than " + FILES_MAX + " files");
            }
            for (Path file : yaml) {
                text(file).ifPresent(text -> reader.accept(file, text));
            }
        } catch (IOException e) {
            problems.add(key, "cannot be read: " + e.getMessage());
        }
    }

    /** The text of a file that is part of the jar. */
    static String shipped(String resource) {
        try (InputStream in = YamlFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> text(Path file) {
        try {
            if (Files.size(file) <= OCTETS_MAX) {
                return Optional.of(Files.readString(file));
            }
            problems.add(key, file.getFileName() + " is over " + OCTETS_MAX + " octets");
        } catch (IOException e) {
            problems.add(key, file.getFileName() + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }
}
