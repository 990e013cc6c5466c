// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files of clause texts: the shipped ones in the jar, and the operator's in a directory.
 */
final class ClauseFiles {
    /** A jar cannot be listed, so what is shipped is named. */
    private static final List<String> SHIPPED = List.of("octroi-1.fr.yaml", "octroi-1.en.yaml");

    private final Problems problems;
    private final Map<String, ClauseTexts> found = new LinkedHashMap<>();

    ClauseFiles(Problems problems) {
        this.problems = problems;
    }

    /** What is shipped and what the directory adds; nothing when it is absent. */
    ClauseSets read(Optional<Path> directory) {
        for (String name : SHIPPED) {
            ClauseTexts.read(YamlFiles.shipped("/clauses/" + name))
                    .ifPresent(texts -> found.put(texts.name(), texts));
        }
        YamlFiles files = new YamlFiles("clauses", problems);
        directory.ifPresent(place -> files.read(place, this::add));
        return new ClauseSets(found.values());
    }

    private void add(Path path, String file) {
        Problems own = new Problems(Position.of(path.toString()));
        Optional<ClauseTexts> texts = ClauseFile.read(path.toString(), file, own);
        if (texts.isPresent() && own.isEmpty()) {
            enter(path, texts.get(), own);
        }
        problems.addAll(own);
    }

    private void enter(Path path, ClauseTexts texts, Problems own) {
        if (!path.getFileName().toString().equals(texts.name() + YamlFiles.ENDING)) {
            own.add("set", "must be in a file of its name, " + texts.name() + YamlFiles.ENDING);
            return;
        }
        ClauseTexts shipped = found.putIfAbsent(texts.name(), texts);
        if (shipped != null && !shipped.sha256().equals(texts.sha256())) {
            own.add("set", "is shipped and never changes: give your wording a name of its own");
        }
    }
}
