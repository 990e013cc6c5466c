// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The languages in which one message's clauses are said: one, or all when the reader's is none we
 * have. Immutable.
 */
public enum Languages {
    FRENCH,
    ENGLISH,
    BOTH;

    private static final Pattern TAG = Pattern.compile("[a-z]{2,8}([-_][a-z0-9]{1,8})*");

    public static Languages of(Language language) {
        return switch (language) {
            case FR -> FRENCH;
            case EN -> ENGLISH;
        };
    }

    /**
     * What to write to a reader of the language that {@code tag} names; both when we have no texts
     * in it, empty when it is no language tag.
     */
    public static Optional<Languages> ofTag(String tag) {
        String first = tag.split(",", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!TAG.matcher(first).matches()) {
            return Optional.empty();
        }
        return Optional.of(Language.ofTag(first).map(Languages::of).orElse(BOTH));
    }

    /** In the order in which they are said. */
    public List<Language> list() {
        return switch (this) {
            case FRENCH -> List.of(Language.FR);
            case ENGLISH -> List.of(Language.EN);
            case BOTH -> List.of(Language.FR, Language.EN);
        };
    }

    /** Such as {@code fr} or {@code fr+en}. */
    public String codes() {
        return list().stream().map(Language::code).collect(Collectors.joining("+"));
    }
}
