// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Locale;
import java.util.Optional;

/** The languages in which clauses and pages exist. */
public enum Language {
    FR,
    EN;

    /** The ISO 639 code, such as {@code fr}. */
    public String code() {
        return Words.word(this);
    }

    /** The language of a tag such as {@code fr-CA}; empty when we have no texts in it. */
    public static Optional<Language> ofTag(String tag) {
        String primary = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return Words.find(values(), l -> l.code().equals(primary));
    }
}
