// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.Language;

import java.util.Map;

/**
 * A text in the languages the operator gave; a plain string stands for every language.
 *
 * @param texts at least one
 */
public record LocalizedText(Map<Language, String> texts) {
    public LocalizedText {
        texts = Map.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("at least one language");
        }
    }

    public static LocalizedText everywhere(String text) {
        return new LocalizedText(Map.of(Language.FR, text, Language.EN, text));
    }

    /** The text in {@code language}, or in any other when it was not given in this one. */
    public String in(Language language) {
        String text = texts.get(language);
        return text != null ? text : texts.values().iterator().next();
    }
}
