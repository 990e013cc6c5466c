// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Sha256;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads one file of clause texts and notes everything that keeps it from being used. */
final class ClauseFile {
    private static final int TEXT_MAX = 2_000;
    private static final Form<String> TEXT =
            Form.of(
                    "one paragraph of at most " + TEXT_MAX + " characters",
                    text ->
                            Optional.of(text.strip())
                                    .filter(t -> !t.isEmpty() && t.length() <= TEXT_MAX));
    private static final Form<String> SET =
            Forms.NAME.that(n -> n.length() <= 40 && n.indexOf('.') < 0, "without a dot");

    private ClauseFile() {}

    /**
     * The texts; empty when nothing could be read. They are to be used only when {@code problems}
     * stays empty.
     *
     * @param place how problems name the file
     */
    static Optional<ClauseTexts> read(String place, String file, Problems problems) {
        return YamlTree.parse(place, file, problems)
                .map(document -> Section.read(document, problems, s -> texts(s, file)));
    }

    private static ClauseTexts texts(Section section, String file) {
        String set = section.required("set", SET, "unknown");
        int version = section.required("version", Forms.count(1, 999_999), 1);
        Language language = section.required("language", Forms.LANGUAGE, Language.FR);
        Map<ClauseText, ClauseTexts.Wording> wordings =
                section.section("texts", ClauseFile::wordings);
        return new ClauseTexts(set + "-" + version, language, Sha256.hex(file), file, wordings);
    }

    private static Map<ClauseText, ClauseTexts.Wording> wordings(Section section) {
        Map<ClauseText, ClauseTexts.Wording> wordings = new EnumMap<>(ClauseText.class);
        for (ClauseText text : ClauseText.values()) {
            wordings.put(
                    text,
                    section.section(
                            Forms.wordOf(text),
                            below ->
                                    new ClauseTexts.Wording(
                                            wording(below, text, "plain"),
                                            wording(below, text, "ascii"))));
        }
        return wordings;
    }

    private static String wording(Section section, ClauseText text, String form) {
        String wording = section.required(form, TEXT, "");
        if (!wording.isEmpty()) {
            new ClauseRules(text, wording)
                    .problems(form.equals("ascii"))
                    .forEach(rule -> section.problem(form, rule));
        }
        return wording;
    }
}
