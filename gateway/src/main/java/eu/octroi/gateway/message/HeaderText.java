// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/** The checks on every text we write into a header field, so that none can start another (H-28). */
final class HeaderText {
    /** RFC 5322 section 2.1.1, without CRLF. */
    static final int LINE_OCTETS_MAX = 998;

    private static final int URL_OCTETS_MAX = 900;
    private static final int FOLD_AT = 76;

    private HeaderText() {}

    /** Printable ASCII and spaces, {@code Name: value}. */
    static void checkLine(String line) {
        if (line.indexOf(':') < 1
                || line.length() > LINE_OCTETS_MAX
                || !line.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("not one header line of printable ASCII");
        }
    }

    /** An absolute URL that can stand between angle brackets and in quotes as it is. */
    static void checkUrl(String url) {
        if (!(url.startsWith("https://") || url.startsWith("http://"))
                || url.length() > URL_OCTETS_MAX
                || !url.chars().allMatch(c -> c > 0x20 && c < 0x7f && "<>\"'\\`".indexOf(c) < 0)) {
            throw new IllegalArgumentException("not an absolute URL of printable ASCII");
        }
    }

    /** Printable ASCII without spaces, angle brackets, commas and semicolons. */
    static void checkToken(String token, int octetsMax) {
        if (token.isEmpty()
                || token.length() > octetsMax
                || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f && "<>,;\"".indexOf(c) < 0)) {
            throw new IllegalArgumentException("not a token of 1 to " + octetsMax + " characters");
        }
    }

    /** The line with CRLF, folded before a space wherever it would pass 76 characters. */
    static String field(String line) {
        StringBuilder folded = new StringBuilder(line.length() + 16);
        int lineStart = 0;
        int from = line.indexOf(':') + 2;
        int at = 0;
        while (line.length() - lineStart > FOLD_AT) {
            int space = line.lastIndexOf(' ', lineStart + FOLD_AT);
            space = space < from ? line.indexOf(' ', from) : space;
            if (space < 0) {
                break;
            }
            folded.append(line, at, space).append("\r\n");
            at = space;
            lineStart = space;
            from = space + 1;
        }
        return folded.append(line, at, line.length()).append("\r\n").toString();
    }
}
