// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web.pages;

import eu.octroi.gateway.domain.Language;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The words of the public pages in one language. Immutable. */
public final class Texts {
    private static final Map<Language, Texts> ALL = readAll();

    private final Language language;
    private final Properties texts;

    private Texts(Language language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    public static Texts in(Language language) {
        Texts texts = ALL.get(language);
        if (texts == null) {
            throw new IllegalStateException("no texts in " + language);
        }
        return texts;
    }

    public Language language() {
        return language;
    }

    /** The language a reader can switch to. */
    public Texts other() {
        return switch (language) {
            case FR -> in(Language.EN);
            case EN -> in(Language.FR);
        };
    }

    /** The text under {@code key}, as it stands. */
    public String get(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text " + key + " in " + language);
        }
        return text;
    }

    /** The text under {@code key} with one placeholder filled. */
    public String fill(String key, String placeholder, String value) {
        return get(key).replace("{{" + placeholder + "}}", value);
    }

    Set<String> keys() {
        return new TreeSet<>(texts.stringPropertyNames());
    }

    private static Map<Language, Texts> readAll() {
        Map<Language, Texts> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, new Texts(language, read("texts_" + language.code())));
        }
        return all;
    }

    private static Properties read(String name) {
        Properties texts = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream(name + ".properties")) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this build");
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
