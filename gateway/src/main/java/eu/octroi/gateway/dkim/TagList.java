// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code tag=value;} form of signatures and key records (RFC 6376 section 3.2). Immutable.
 *
 * @param values by tag, without blanks at either end
 */
record TagList(Map<String, String> values) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");

    /** Empty when the text is no such list, or has a tag twice. */
    static Optional<TagList> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String spec : text.split(";", -1)) {
            if (spec.isBlank()) {
                continue;
            }
            int sign = spec.indexOf('=');
            String tag = sign < 0 ? "" : spec.substring(0, sign).strip();
            if (!TAG.matcher(tag).matches()
                    || values.put(tag, spec.substring(sign + 1).strip()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new TagList(values));
    }

    Optional<String> get(String tag) {
        return Optional.ofNullable(values.get(tag));
    }

    String or(String tag, String otherwise) {
        return values.getOrDefault(tag, otherwise);
    }

    /** The value of a tag in which blanks mean nothing, such as base64. */
    String withoutBlanks(String tag) {
        return BLANKS.matcher(or(tag, "")).replaceAll("");
    }
}
