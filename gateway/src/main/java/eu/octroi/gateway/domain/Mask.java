// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.regex.Pattern;

/** Takes whom a text names out of it: next hops like to quote the recipient in their replies. */
public final class Mask {
    private static final String HIDDEN = "***@";

    /** A local part, quoted or not, and its at sign; possessive, so that its time is linear. */
    private static final Pattern LOCAL_PART =
            Pattern.compile("\"[^\"]*+\"@|(?<![^\\s<>()\\[\\],;:\"@])[^\\s<>()\\[\\],;:\"@]++@");

    private Mask() {}

    /** With whatever looks like an address reduced to its domain. */
    public static String addresses(String text) {
        return LOCAL_PART.matcher(text).replaceAll(HIDDEN);
    }
}
