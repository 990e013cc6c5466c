// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uuencoded files within a plain text: Outlook and Thunderbird take what stands from the first to
 * the last line of one out of the text.
 */
final class InlineFile {
    private static final Pattern EDGE =
            Pattern.compile("(?m)^(?:begin [0-7]{3,4} |(end)[ \\t]*+\\r?$)");

    private InlineFile() {}

    /** Whether the text has such a file; one without end is refused. */
    static boolean isIn(byte[] text) {
        String all = new String(text, StandardCharsets.ISO_8859_1);
        if (!all.contains("begin ")) {
            return false;
        }
        Matcher edge = EDGE.matcher(all);
        boolean found = false;
        boolean open = false;
        while (edge.find()) {
            open = edge.group(1) == null;
            found |= open;
        }
        if (open) {
            throw Refusal.structure("a uuencoded file that does not end");
        }
        return found;
    }
}
