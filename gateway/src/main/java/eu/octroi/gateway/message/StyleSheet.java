// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of a message's style sheets that can take an element out of sight, whatever the medium
 * they are for. Of a selector only the last part is looked at: doubt counts as hidden. Confined to
 * one scan.
 */
final class StyleSheet {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{};]*+)\\{([^{}]*+)\\}");
    private static final Pattern ONE_CLASS =
            Pattern.compile("\\[\\s*class\\s*~?=\\s*[\"']?\\s*([-\\w]+)\\s*[\"']?\\s*\\]");
    private static final Pattern SOME_CLASS = Pattern.compile("\\[\\s*class[^\\]]*\\]");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern PSEUDO = Pattern.compile(":[-\\w:]+(\\([^)]*\\)?)?");
    private static final Pattern NAME = Pattern.compile("[.#]?[-\\w\\x80-\\xff]+|\\.\\?");
    private static final Pattern FRACTION = Pattern.compile(":0\\.[1-9]");
    private static final Pattern BETWEEN = Pattern.compile("[\\s>+~]+");

    /** The name of whatever has a class. */
    static final String ANY_CLASS = ".?";

    /** What our own style cannot undo in an element around it. */
    private static final List<String> HIDING =
            List.of(
                    "display:none",
                    "visibility:hidden",
                    "visibility:collapse",
                    "opacity:0",
                    "height:0",
                    "width:0",
                    "max-height:0",
                    "max-width:0",
                    "text-indent:-",
                    "left:-",
                    "top:-",
                    "clip",
                    "mso-hide:all",
                    "content-visibility:");

    /** The names an element must all have to be hidden: tag, {@code .class} and {@code #id}. */
    private final List<List<String>> hidden = new ArrayList<>();

    /** Reads one more sheet, in ISO-8859-1. */
    void add(String sheet) {
        String text = COMMENT.matcher(sheet.toLowerCase(Locale.ROOT)).replaceAll(" ");
        Matcher rule = RULE.matcher(text);
        while (rule.find()) {
            if (hides(rule.group(2))) {
                Arrays.stream(named(rule.group(1)).split(",", -1)).forEach(this::hide);
            }
        }
    }

    /** Whether a rule may hide an element that has these names. */
    boolean hides(Set<String> names) {
        return hidden.stream().anyMatch(names::containsAll);
    }

    /** Selectors of classes by attribute written as names; other attributes are left to doubt. */
    private static String named(String selectors) {
        String classes = ONE_CLASS.matcher(selectors).replaceAll(".$1");
        String some = SOME_CLASS.matcher(classes).replaceAll(ANY_CLASS);
        return ATTRIBUTE.matcher(some).replaceAll("");
    }

    private void hide(String selector) {
        String[] parts = BETWEEN.split(selector.strip(), 0);
        // Combinators alone select nothing.
        String last = parts.length == 0 ? "" : parts[parts.length - 1];
        boolean isBesideTheElement = last.contains(":before") || last.contains(":after");
        if (last.isEmpty() || last.startsWith("@") || isBesideTheElement) {
            return;
        }
        String plain = PSEUDO.matcher(last).replaceAll("");
        hidden.add(NAME.matcher(plain).results().map(m -> m.group()).toList());
    }

    private static boolean hides(String declarations) {
        for (String declaration : declarations.split(";", -1)) {
            String compact = declaration.replaceAll("\\s", "");
            boolean isVisible = FRACTION.matcher(compact).find();
            boolean isHiding = HIDING.stream().anyMatch(compact::startsWith) && !isVisible;
            if (isHiding || compact.indexOf('\\') >= 0) {
                return true;
            }
        }
        return false;
    }
}
