// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.explain;

import java.util.ArrayList;
import java.util.List;

/** Text of a message made safe and short enough to be shown on a terminal. */
final class PlainText {
    /** What a line is broken after. */
    static final int COLUMNS = 96;

    private PlainText() {}

    /**
     * One line of a stranger's text: controls, which a terminal would obey, and marks that turn the
     * direction of writing are shown as codes.
     */
    static String safe(String line) {
        StringBuilder safe = null;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (isUnsafe(c)) {
                if (safe == null) {
                    safe = new StringBuilder(line.length() + 16).append(line, 0, i);
                }
                safe.append("\\u%04x".formatted((int) c));
            } else if (safe != null) {
                safe.append(c);
            }
        }
        return safe == null ? line : safe.toString();
    }

    private static boolean isUnsafe(char c) {
        return (c < ' ' && c != '\t')
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /** The line in pieces of at most {@code columns} characters, broken at blanks where it can. */
    static List<String> wrapped(String line, int columns) {
        List<String> pieces = new ArrayList<>();
        String rest = safe(line).replace("\t", "    ");
        while (rest.length() > columns) {
            int blank = rest.lastIndexOf(' ', columns);
            int cut = blank > columns / 2 ? blank : columns;
            pieces.add(rest.substring(0, cut));
            rest = rest.substring(blank > columns / 2 ? cut + 1 : cut);
        }
        pieces.add(rest);
        return pieces;
    }
}
