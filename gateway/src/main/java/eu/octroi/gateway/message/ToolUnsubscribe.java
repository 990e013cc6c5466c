// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the tool that sent a message takes opt-outs: the one-click link of its own List-Unsubscribe
 * (RFC 8058 section 3.1), else its mail address (RFC 2369 section 3.2). What it offers to readers
 * alone, as a page without one-click, is nothing a machine may use.
 */
final class ToolUnsubscribe {
    static final int URI_CHARACTERS_MAX = 2_000;

    private static final Pattern URI = Pattern.compile("<([^<>]*)>");
    private static final String ONE_CLICK = "list-unsubscribe=one-click";

    private ToolUnsubscribe() {}

    static Optional<String> of(Octets message, Header header) {
        boolean oneClick =
                header.first("list-unsubscribe-post")
                        .map(field -> Header.unfolded(message, field).toLowerCase(Locale.ROOT))
                        .filter(ONE_CLICK::equals)
                        .isPresent();
        String value =
                header.first("list-unsubscribe")
                        .map(field -> Header.unfolded(message, field))
                        .orElse("");
        return oneClick
                ? first(value, "https:").or(() -> first(value, "http:")).or(() -> mail(value))
                : mail(value);
    }

    private static Optional<String> mail(String value) {
        return first(value, "mailto:");
    }

    /** Blanks inside the brackets come from hops that fold where they must not, RFC 2369 2. */
    private static Optional<String> first(String value, String scheme) {
        Matcher matcher = URI.matcher(value);
        while (matcher.find()) {
            String uri = matcher.group(1).replaceAll("[ \\t]", "");
            if (uri.regionMatches(true, 0, scheme, 0, scheme.length()) && isPlain(uri)) {
                return Optional.of(uri);
            }
        }
        return Optional.empty();
    }

    private static boolean isPlain(String uri) {
        return uri.length() <= URI_CHARACTERS_MAX
                && uri.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
