// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

/** Writes quoted-printable, RFC 2045 section 6.7. Immutable. */
final class QuotedPrintable {
    private static final int LINE_MAX = 76;
    private static final int SOFT_BREAK = 3;
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private QuotedPrintable() {}

    /**
     * Encodes text that begins at the start of a line; its CRLFs are line breaks. No line of the
     * result is longer than 76, ends in a blank, or begins with a dot, {@code From } or two
     * hyphens.
     */
    static Octets encode(byte[] text, int from, int to) {
        OctetSink out = new OctetSink(room(text, from, to));
        int column = 0;
        for (int at = from; at < to; at++) {
            if (isLineBreak(text, at, to)) {
                out.write('\r');
                out.write('\n');
                at++;
                column = 0;
                continue;
            }
            boolean plain = isPlain(text, at, to);
            int width = plain ? 1 : 3;
            boolean lastOfLine = at + 1 == to || isLineBreak(text, at + 1, to);
            if (column + width > (lastOfLine ? LINE_MAX : LINE_MAX - 1)) {
                out.write('=');
                out.write('\r');
                out.write('\n');
                column = 0;
            }
            if (column == 0 && plain && isRisky(text, at, to)) {
                plain = false;
                width = 3;
            }
            write(out, text[at], plain);
            column += width;
        }
        return out.octets();
    }

    /**
     * What the result needs but for a few risky lines: a result that has to grow is held twice for
     * a moment, and one of 25 MB in Russian has 75.
     */
    private static int room(byte[] text, int from, int to) {
        int escaped = 0;
        for (int at = from; at < to; at++) {
            byte octet = text[at];
            boolean isEscaped = octet < ' ' ? octet != '\r' && octet != '\n' : octet == '=';
            escaped += isEscaped ? 1 : 0;
        }
        long letters = to - from + 2L * escaped;
        long softBreaks = letters / (LINE_MAX - SOFT_BREAK - 1) * SOFT_BREAK;
        return (int) Math.min(Integer.MAX_VALUE - 16, letters + softBreaks + 16);
    }

    private static void write(OctetSink out, byte octet, boolean plain) {
        if (plain) {
            out.write(octet);
        } else {
            out.write('=');
            out.write(HEX[octet >> 4 & 0xf]);
            out.write(HEX[octet & 0xf]);
        }
    }

    private static boolean isLineBreak(byte[] text, int at, int to) {
        return text[at] == '\r' && at + 1 < to && text[at + 1] == '\n';
    }

    private static boolean isPlain(byte[] text, int at, int to) {
        byte octet = text[at];
        if (octet == ' ' || octet == '\t') {
            return at + 1 < to && !isLineBreak(text, at + 1, to);
        }
        return octet > ' ' && octet < 0x7f && octet != '=';
    }

    /** What a relay or a mailbox file could take for something else at the start of a line. */
    private static boolean isRisky(byte[] text, int at, int to) {
        return switch (text[at]) {
            case '.' -> true;
            case '-' -> at + 1 == to || text[at + 1] == '-';
            case 'F' ->
                    at + 4 < to
                            && text[at + 1] == 'r'
                            && text[at + 2] == 'o'
                            && text[at + 3] == 'm'
                            && text[at + 4] == ' ';
            default -> false;
        };
    }
}
