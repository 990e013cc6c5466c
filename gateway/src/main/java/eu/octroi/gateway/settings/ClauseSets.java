// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.Language;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The clause sets there are, by name and version: shipped ones and the operator's. Immutable. */
public final class ClauseSets {
    /** The set that is used where none is named. */
    public static final String SHIPPED = "octroi-1";

    private final Map<String, Map<Language, ClauseTexts>> sets;

    ClauseSets(Collection<ClauseTexts> files) {
        this.sets =
                files.stream()
                        .collect(
                                Collectors.groupingBy(
                                        ClauseTexts::set,
                                        TreeMap::new,
                                        Collectors.toMap(ClauseTexts::language, t -> t)));
    }

    /** Those in the jar alone. */
    public static ClauseSets shipped() {
        return new ClauseFiles(new Problems(Position.of("jar"))).read(Optional.empty());
    }

    /** The texts of a set that is complete, which those named in the settings are. */
    public ClauseTexts texts(String set, Language language) {
        return Objects.requireNonNull(sets.getOrDefault(set, Map.of()).get(language));
    }

    Set<String> names() {
        return sets.keySet();
    }

    /** The first language in which a set is missing. */
    Optional<Language> missing(String set) {
        Map<Language, ClauseTexts> texts = sets.getOrDefault(set, Map.of());
        return Set.of(Language.values()).stream().filter(l -> !texts.containsKey(l)).findFirst();
    }

    @Override
    public String toString() {
        return String.join(", ", names());
    }
}
