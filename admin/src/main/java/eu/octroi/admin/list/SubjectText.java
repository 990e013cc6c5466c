// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.Subject.Algorithm;

import java.util.Locale;
import java.util.Optional;

/**
 * How people write whom an entry is about: {@code person@company.fr}, {@code @company.fr} for
 * everybody of a domain, {@code @.company.fr} for the domains below it too, or the digest of a
 * lower-cased address as {@code sha256:…}, {@code sha1:…} or {@code md5:…}.
 */
public final class SubjectText {
    public static final String FORMS =
            "an address, @domain, @.domain (with the domains below), or sha256:, sha1:, md5: and a"
                    + " digest";

    private SubjectText() {}

    /** What {@code text} names; empty when it has none of the forms. */
    public static Optional<Subject> parse(String text) {
        if (text.startsWith("@.")) {
            return domain(text.substring(2), true);
        }
        if (text.startsWith("@")) {
            return domain(text.substring(1), false);
        }
        int colon = text.indexOf(':');
        if (colon > 0 && text.indexOf('@') < 0) {
            return digest(text.substring(0, colon), text.substring(colon + 1));
        }
        return EmailAddress.parse(text).map(Subject.Person::new);
    }

    /** The form {@link #parse} reads back to the same subject. */
    public static String of(Subject subject) {
        return switch (subject) {
            case Subject.Person person -> person.address().toString();
            case Subject.Domain domain -> (domain.below() ? "@." : "@") + domain.domain();
            case Subject.Hashed hashed -> word(hashed.algorithm()) + ":" + hashed.hex();
        };
    }

    private static Optional<Subject> domain(String name, boolean below) {
        return Subject.Domain.isDomain(name)
                ? Optional.of(new Subject.Domain(name, below))
                : Optional.empty();
    }

    private static Optional<Subject> digest(String algorithm, String hex) {
        for (Algorithm known : Algorithm.values()) {
            if (word(known).equals(algorithm.toLowerCase(Locale.ROOT)) && isDigest(known, hex)) {
                return Optional.of(new Subject.Hashed(known, hex));
            }
        }
        return Optional.empty();
    }

    private static boolean isDigest(Algorithm algorithm, String hex) {
        return hex.length() == 2 * algorithm.octets()
                && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    }

    private static String word(Algorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }
}
