// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A domain's policy as it was fetched. Immutable.
 *
 * @param id which of its policies this is, as DNS said then
 * @param text as it came
 */
record StsKept(String domain, String id, Instant fetched, String text, StsPolicy policy) {
    private static final String FORM = "octroi mta-sts 1";
    private static final int LINES_BEFORE_TEXT = 4;

    /** Empty where the text is no policy. */
    static Optional<StsKept> of(String domain, String id, Instant fetched, String text) {
        return StsPolicy.parse(text).map(p -> new StsKept(domain, id, fetched, text, p));
    }

    Instant until() {
        return fetched.plus(policy.maxAge());
    }

    /** As it stands in a file: form, domain, id, moment, and the text. */
    String file() {
        return String.join("\n", FORM, domain, id, fetched.toString(), text);
    }

    /** Empty where the file says something else. */
    static Optional<StsKept> ofFile(String file) {
        String[] lines = file.split("\n", LINES_BEFORE_TEXT + 1);
        if (lines.length <= LINES_BEFORE_TEXT || !lines[0].equals(FORM)) {
            return Optional.empty();
        }
        try {
            return of(lines[1], lines[2], Instant.parse(lines[3]), lines[4]);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
