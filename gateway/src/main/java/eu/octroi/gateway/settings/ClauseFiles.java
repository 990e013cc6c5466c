// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the files of clause texts: the shipped ones in the jar, and the operator's in a directory.
 */
final class ClauseFiles {
    /** A jar cannot be listed, so what is shipped is named. */
    private static final List<String> SHIPPED = List.of("octroi-1.fr.yaml", "octroi-1.en.yaml");

    private static final String ENDING = ".yaml";
    private static final int FILES_MAX = 200;
    private static final long OCTETS_MAX = 64 << 10;

    private final Problems problems;
    private final Map<String, ClauseTexts> found = new LinkedHashMap<>();

    ClauseFiles(Problems problems) {
        this.problems = problems;
    }

    /** What is shipped and what the directory adds; nothing when it is absent. */
    ClauseSets read(Optional<Path> directory) {
        for (String name : SHIPPED) {
            ClauseTexts.read(shipped(name)).ifPresent(texts -> found.put(texts.name(), texts));
        }
        directory.ifPresent(this::add);
        return new ClauseSets(found.values());
    }

    private void add(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> texts =
                    files.filter(f -> f.getFileName().toString().endsWith(ENDING))
                            .sorted()
                            .limit(FILES_MAX + 1L)
                            .toList();
            if (texts.size() > FILES_MAX) {
                problems.add("clauses", "has more than " + FILES_MAX + " files");
            }
            for (Path file : texts) {
                add(file, text(file));
            }
        } catch (IOException e) {
            problems.add("clauses", "cannot be read: " + e.getMessage());
        }
    }

    private void add(Path path, Optional<String> file) {
        Problems own = new Problems(Position.of(path.toString()));
        Optional<ClauseTexts> texts =
                file.flatMap(text -> ClauseFile.read(path.toString(), text, own));
        if (texts.isPresent() && own.isEmpty()) {
            enter(path, texts.get(), own);
        }
        problems.addAll(own);
    }

    private void enter(Path path, ClauseTexts texts, Problems own) {
        if (!path.getFileName().toString().equals(texts.name() + ENDING)) {
            own.add("set", "must be in a file of its name, " + texts.name() + ENDING);
            return;
        }
        ClauseTexts shipped = found.putIfAbsent(texts.name(), texts);
        if (shipped != null && !shipped.sha256().equals(texts.sha256())) {
            own.add("set", "is shipped and never changes: give your wording a name of its own");
        }
    }

    private Optional<String> text(Path file) {
        try {
            if (Files.size(file) <= OCTETS_MAX) {
                return Optional.of(Files.readString(file));
            }
            problems.add("clauses", file.getFileName() + " is over " + OCTETS_MAX + " octets");
        } catch (IOException e) {
            problems.add("clauses", file.getFileName() + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static String shipped(String name) {
        try (InputStream in = ClauseFiles.class.getResourceAsStream("/clauses/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource clauses/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
