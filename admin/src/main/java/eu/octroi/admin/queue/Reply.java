// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import java.util.regex.Pattern;

/** What a next hop said, for people. */
final class Reply {
    private static final String MASK = "***@";

    /** A local part, quoted or not, and its at sign; possessive, so that its time is linear. */
    private static final Pattern LOCAL_PART =
            Pattern.compile("\"[^\"]*+\"@|(?<![^\\s<>()\\[\\],;:\"@])[^\\s<>()\\[\\],;:\"@]++@");

    private Reply() {}

    /** With whatever looks like an address reduced to its domain. */
    static String masked(String reply) {
        return LOCAL_PART.matcher(reply).replaceAll(MASK);
    }
}
