// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.Locale;

/** The text types in which a less-than sign begins a command (I-28). */
final class Enriched {
    private Enriched() {}

    /** The text as it must be written to be read so: RFC 1896 section 2, RFC 1341 section 7.1.3. */
    static String escaped(String text, String type) {
        return switch (type) {
            case "text/enriched" -> text.replace("<", "<<").replace("\r\n", "\r\n\r\n");
            case "text/richtext" -> text.replace("<", "<lt>").replace("\r\n", "<nl>\r\n");
            default -> text;
        };
    }

    /** Refuses a text that leaves a command open which hides what follows. */
    static void check(Octets text, String type) {
        if (type.equals("text/enriched") || type.equals("text/richtext")) {
            String lower = text.latin1().toLowerCase(Locale.ROOT);
            for (String command : new String[] {"param", "comment"}) {
                if (count(lower, "<" + command + ">") != count(lower, "</" + command + ">")) {
                    throw Refusal.structure("a " + type + " that leaves " + command + " open");
                }
            }
        }
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }
}
