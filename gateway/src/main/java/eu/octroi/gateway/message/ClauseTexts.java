// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Language;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The clause texts of one language (Annex 1), read once from the resources. Immutable. */
final class ClauseTexts {
    private static final int VERSION = 1;
    private static final String DATE = " ({{source_date}})";
    private static final Map<Language, ClauseTexts> ALL = load();

    private final String version;
    private final Properties texts;

    private ClauseTexts(String version, Properties texts) {
        this.version = version;
        this.texts = texts;
    }

    static ClauseTexts in(Language language) {
        return Optional.ofNullable(ALL.get(language)).orElseThrow();
    }

    /** Such as {@code fr-1}. */
    String version() {
        return version;
    }

    /** Clause A in its long form. */
    String information(boolean dated, boolean ascii) {
        String text = text("information", ascii);
        return dated ? text : text.replace(DATE, "");
    }

    /** Clause B; it says "all our offers" and "at once" only where that is true. */
    String opposition(boolean coversAllSending, boolean ascii) {
        return text(coversAllSending ? "opposition.all" : "opposition", ascii);
    }

    private String text(String key, boolean ascii) {
        return Optional.ofNullable(texts.getProperty(ascii ? key + ".ascii" : key)).orElseThrow();
    }

    private static Map<Language, ClauseTexts> load() {
        Map<Language, ClauseTexts> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            String version = language.code() + "-" + VERSION;
            all.put(language, new ClauseTexts(version, read("clauses-" + version + ".properties")));
        }
        return all;
    }

    private static Properties read(String name) {
        try (InputStream in = ClauseTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
