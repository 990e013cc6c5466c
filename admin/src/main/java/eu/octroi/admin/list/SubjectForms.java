// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.suppression.Subject;

import java.util.Locale;

/**
 * How people write whom an entry is about: {@code person@company.fr}, {@code @company.fr} for
 * everybody of a domain, {@code @.company.fr} for the domains below it too, or the digest of a
 * lower-cased address as {@code sha256:…}, {@code sha1:…} or {@code md5:…}.
 */
public final class SubjectForms {
    /** The forms, as the end of a sentence. */
    public static final String ALL =
            "an address, @domain, @.domain (with the domains below), or sha256:, sha1:, md5: and a"
                    + " digest";

    private SubjectForms() {}

    /** The form that {@code SubjectText} reads back to the same subject. */
    static String of(Subject subject) {
        return switch (subject) {
            case Subject.Person person -> person.address().toString();
            case Subject.Domain domain -> (domain.below() ? "@." : "@") + domain.domain();
            case Subject.Hashed hashed -> word(hashed.algorithm()) + ":" + hashed.hex();
        };
    }

    private static String word(Subject.Algorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }
}
