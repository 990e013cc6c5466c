// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a clause text must keep to, whoever wrote it (Annex 1, rules for texts). */
final class ClauseRules {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]*)}}");

    /** Linked words, then the address, with nothing but a colon between them. */
    private static final Pattern LINK =
            Pattern.compile("\\[\\[[^\\[\\]{}<>]+]] ?: <\\{\\{(notice|unsub)_url}}>");

    /** The link opens a page with a button, so one click is not the truth (J-03). */
    private static final Pattern ONE_CLICK =
            Pattern.compile("\\b(un|1|one|single)[ -](seul )?cli(c|ck|que)\\b", caseless());

    private static final Pattern STOP = Pattern.compile("\\bSTOP\\b");
    private static final Pattern ALL_AT_ONCE =
            Pattern.compile(
                    "imm[ée]diat|toutes nos offres|all our offers|at once|immediate", caseless());

    /** What is left out when no date is known. */
    private static final String DATE = " ({{source_date}})";

    private static final Map<String, String> TYPICAL =
            Map.ofEntries(
                    Map.entry("controller", "Société Exemple SAS"),
                    Map.entry("brand", "Exemple"),
                    Map.entry("registration", "RCS Paris 123 456 789"),
                    Map.entry("address", "12 avenue de la République, 75011 Paris"),
                    Map.entry("contact", "donnees@exemple.fr"),
                    Map.entry("purpose", "vous présenter nos services de paie"),
                    Map.entry("reason", "vous dirigez les ressources humaines"),
                    Map.entry("source", "répertoire SIRENE de l'Insee"),
                    Map.entry("source_date", "1er octobre 2026"),
                    Map.entry("consent_date", "1er octobre 2026"),
                    Map.entry("consent_context", "formulaire du site exemple.fr"),
                    Map.entry("agency", "Agence Exemple SARL"));

    private final ClauseText text;
    private final String wording;

    ClauseRules(ClauseText text, String wording) {
        this.text = text;
        this.wording = wording;
    }

    List<String> problems(boolean ascii) {
        List<String> problems = new ArrayList<>();
        placeholders(problems);
        link(problems);
        promises(problems);
        if (ascii && !wording.chars().allMatch(c -> c < 0x7f)) {
            problems.add("must be ASCII alone");
        }
        if (wording.chars().anyMatch(c -> c < ' ' || c == 0x7f || Bidi.isControl(c))) {
            problems.add("must be one paragraph without control characters");
        }
        int length = typical().length();
        if (length > text.charactersMax()) {
            problems.add(
                    "must have at most %d characters with typical values, and has %d"
                            .formatted(text.charactersMax(), length));
        }
        return problems;
    }

    /** As it reads in HTML, with typical values. */
    String typical() {
        String linked = wording.replaceAll("]] ?: <\\{\\{[a-z_]+}}>", "").replace("[[", "");
        return PLACEHOLDER
                .matcher(linked)
                .replaceAll(m -> Matcher.quoteReplacement(TYPICAL.getOrDefault(m.group(1), "")));
    }

    private void placeholders(List<String> problems) {
        Set<String> found = new TreeSet<>();
        PLACEHOLDER.matcher(wording).results().forEach(m -> found.add(m.group(1)));
        for (String name : new TreeSet<>(text.mandatory())) {
            if (!found.contains(name)) {
                problems.add("must have {{" + name + "}}");
            }
        }
        found.removeAll(text.allowed());
        if (!found.isEmpty()) {
            problems.add(
                    "may not have {{" + found.iterator().next() + "}}; it may have " + allowed());
        }
        if (found.isEmpty() && hasBrace(PLACEHOLDER.matcher(wording).replaceAll(""))) {
            problems.add("may have braces only around placeholders");
        }
        if (wording.contains("{{source_date}}") && !wording.contains(DATE)) {
            problems.add("must have the date as in \"{{source}}" + DATE + "\": it may be left out");
        }
    }

    private String allowed() {
        return String.join(", ", text.allowed());
    }

    private static boolean hasBrace(String rest) {
        return rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0;
    }

    private void link(List<String> problems) {
        long links = LINK.matcher(wording).results().count();
        String rest = LINK.matcher(wording).replaceAll("");
        boolean wanted = text != ClauseText.AGENCY;
        if (links != (wanted ? 1 : 0) || rest.contains("_url}}") || rest.contains("[[")) {
            problems.add(
                    wanted
                            ? "must have its link once, as in \"[[words]]: <{{…_url}}>\""
                            : "may not have a link");
        }
        if (rest.indexOf('<') >= 0 || rest.indexOf('>') >= 0 || rest.contains("://")) {
            problems.add("may have no angle brackets and no address beside its link");
        }
    }

    private void promises(List<String> problems) {
        if (ONE_CLICK.matcher(wording).find()) {
            problems.add("may not promise one click: the link opens a page with a button");
        }
        boolean stop = STOP.matcher(wording).find();
        if (text.isOpposition() && stop != text.promisesReply()) {
            problems.add(stop ? "may not say STOP" : "must say STOP");
        }
        if (text.isOpposition() && !text.promisesAll() && ALL_AT_ONCE.matcher(wording).find()) {
            problems.add("may not promise all offers or at once: opposition-all does");
        }
    }

    private static int caseless() {
        return Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    }

    /** Characters that turn the direction of text. */
    private static final class Bidi {
        static boolean isControl(int c) {
            return c == 0x061c
                    || c == 0x200e
                    || c == 0x200f
                    || (c >= 0x202a && c <= 0x202e)
                    || (c >= 0x2066 && c <= 0x2069);
        }
    }
}
