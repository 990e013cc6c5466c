// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced status code, RFC 3463 section 2. Immutable.
 *
 * @param kind 2, 4 or 5: the class of the code
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedCode(int kind, int subject, int detail) {
    private static final Pattern FORM = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    public EnhancedCode {
        if ((kind != 2 && kind != 4 && kind != 5) || !isPart(subject) || !isPart(detail)) {
            throw new IllegalArgumentException("not an enhanced status code");
        }
    }

    /** The code that these words spell and nothing else; empty for anything that is none. */
    public static Optional<EnhancedCode> parse(String word) {
        Matcher parts = FORM.matcher(word);
        return parts.matches()
                ? Optional.of(
                        new EnhancedCode(
                                Integer.parseInt(parts.group(1)),
                                Integer.parseInt(parts.group(2)),
                                Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }

    private static boolean isPart(int number) {
        return number >= 0 && number <= 999;
    }
}
