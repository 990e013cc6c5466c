// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.Language;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The clause texts of one set and version in one language, as one file holds them.
 * Immutable.
 *
 * @param set name and version, such as octroi-1
 * @param sha256 of the file, in hex; what {@code sha256sum} prints
 * @param file the file itself, so that the archive can keep it
 */
public record ClauseTexts(
        String set,
        Language language,
        String sha256,
        String file,
        Map<ClauseText, Wording> wordings) {
    public ClauseTexts {
        wordings = Map.copyOf(wordings);
    }

    /**
     * One text in the two forms that every text has.
     *
     * @param ascii for charsets that cannot carry the other
     */
    public record Wording(String plain, String ascii) {}

    /** A file of texts from the archive; empty when it is none. */
    public static Optional<ClauseTexts> read(String file) {
        Problems problems = new Problems(Position.of("archive"));
        Optional<ClauseTexts> texts = ClauseFile.read("archive", file, problems);
        return problems.isEmpty() ? texts : Optional.empty();
    }

    /** Such as {@code octroi-1.fr}: the name of the file without its ending. */
    public String name() {
        return set + "." + language.code();
    }

    public Wording wording(ClauseText text) {
        return Objects.requireNonNull(wordings.get(text));
    }
}
