// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The attributes of one tag by name, for the few tags whose every attribute matters. */
final class TagAttributes {
    private static final Pattern ATTRIBUTE =
            Pattern.compile(
                    "[\\s/]([^\\s=/>\"']+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>\"']+)))?");
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|colon|sol|period));?");

    private TagAttributes() {}

    /**
     * Names in lower case, values with the character references that URLs hold; the first counts.
     */
    static Map<String, String> of(String tag) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(tag);
        while (matcher.find()) {
            String value =
                    matcher.group(2) != null
                            ? matcher.group(2)
                            : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            attributes.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    unescaped(value == null ? "" : value));
        }
        return attributes;
    }

    static String unescaped(String value) {
        return value.indexOf('&') < 0
                ? value
                : REFERENCE.matcher(value).replaceAll(r -> Matcher.quoteReplacement(character(r)));
    }

    private static String character(java.util.regex.MatchResult reference) {
        if (reference.group(3) != null) {
            return switch (reference.group(3)) {
                case "colon" -> ":";
                case "sol" -> "/";
                case "period" -> ".";
                default -> "&";
            };
        }
        int code =
                reference.group(1) != null
                        ? Integer.parseInt(reference.group(1), 16)
                        : Integer.parseInt(reference.group(2));
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }
}
