// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;

/**
 * Counts lines without a word: so many in a row that nobody reads on to what comes after them are
 * refused. Confined to one text.
 */
final class EmptyLines {
    static final int ROW_MAX = 100;

    private int row;

    /** Reads a plain text as a whole. */
    static void check(byte[] text) {
        EmptyLines lines = new EmptyLines();
        for (byte octet : text) {
            if (octet == '\n') {
                lines.add();
            } else if (!isBlank(octet)) {
                lines.row = 0;
            }
        }
    }

    /** Reads what stands between two tags of an HTML text. */
    void text(HtmlTokens tokens) {
        row = row > 0 && isBlank(tokens) ? row : 0;
    }

    /** Reads a start tag of one. */
    void start(HtmlElement element) {
        if (element.isLine()) {
            add();
        } else if (row > 0 && element.is("img")) {
            row = 0;
        }
    }

    private void add() {
        if (++row > ROW_MAX) {
            throw Refusal.structure("more than " + ROW_MAX + " empty lines in a row");
        }
    }

    /** Most texts show by their first octet that they are none. */
    private static boolean isBlank(HtmlTokens tokens) {
        byte first = tokens.first();
        return (isBlank(first) || first == '&') && isBlank(tokens.text());
    }

    private static boolean isBlank(String text) {
        byte[] octets = text.replace("&nbsp;", " ").getBytes(StandardCharsets.ISO_8859_1);
        for (byte octet : octets) {
            if (!isBlank(octet)) {
                return false;
            }
        }
        return true;
    }

    /** Blanks, all controls, and the no-break space, alone or as it stands in UTF-8. */
    private static boolean isBlank(byte octet) {
        return (octet >= 0 && octet <= ' ') || octet == (byte) 0xa0 || octet == (byte) 0xc2;
    }
}
