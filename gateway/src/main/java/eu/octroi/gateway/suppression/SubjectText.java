// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.suppression.Subject.Algorithm;
import eu.octroi.gateway.suppression.Subject.Domain;
import eu.octroi.gateway.suppression.Subject.Hashed;
import eu.octroi.gateway.suppression.Subject.Person;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads whom a line or a command means: {@code jo@x.fr}, {@code <jo@x.fr>}, {@code jo(work)@x.fr},
 * {@code @x.fr} for a domain, {@code @.x.fr} or {@code *@*.x.fr} for it and all below, {@code
 * sha256:…} or bare hexadecimal digits for a digest. Immutable.
 */
public final class SubjectText {
    private SubjectText() {}

    /** The subject; empty when {@code text} means nobody. */
    public static Optional<Subject> parse(String text) {
        String bare = bare(text);
        int at = bare.lastIndexOf('@');
        if (at < 0) {
            return hashed(bare);
        }
        if (at == 0 || (at == 1 && bare.charAt(0) == '*')) {
            return domain(bare.substring(at + 1));
        }
        return EmailAddress.parse(withoutComments(bare)).map(Person::new);
    }

    private static Optional<Subject> domain(String text) {
        String host = text;
        boolean below = false;
        if (host.startsWith("*.") || host.startsWith(".")) {
            host = host.substring(host.indexOf('.') + 1);
            below = true;
        }
        return Domain.isDomain(host) ? Optional.of(new Domain(host, below)) : Optional.empty();
    }

    private static Optional<Subject> hashed(String text) {
        String digits = text.substring(text.indexOf(':') + 1);
        for (Algorithm algorithm : Algorithm.values()) {
            boolean isNamed =
                    digits.length() == text.length()
                            || text.toLowerCase(Locale.ROOT)
                                    .startsWith(algorithm.name().toLowerCase(Locale.ROOT) + ":");
            if (isNamed
                    && digits.length() == 2 * algorithm.octets()
                    && digits.chars().allMatch(HexFormat::isHexDigit)) {
                return Optional.of(new Hashed(algorithm, digits));
            }
        }
        return Optional.empty();
    }

    /** Without blanks, angle brackets, {@code mailto:} and a final dot. */
    private static String bare(String text) {
        String bare = text.strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        if (bare.regionMatches(true, 0, "mailto:", 0, 7)) {
            bare = bare.substring(7);
        }
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** RFC 5322 section 3.2.2: comments may stand around either part and mean nothing. */
    private static String withoutComments(String text) {
        if (text.indexOf('(') < 0 || text.startsWith("\"")) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0) {
                kept.append(c);
            }
        }
        return depth == 0 ? kept.toString().replace(" ", "") : text;
    }
}
