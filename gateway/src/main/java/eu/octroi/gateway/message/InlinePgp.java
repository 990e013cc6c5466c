// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;

/**
 * PGP blocks within a text, RFC 9580 section 6.2: what we add goes after their last line (I-33).
 */
final class InlinePgp {
    private static final byte[] BEGIN = ascii("-----BEGIN PGP ");
    private static final byte[] END = ascii("-----END PGP ");

    private InlinePgp() {}

    /** Whether the text has such blocks; one without end is refused. */
    static boolean isIn(byte[] text) {
        int begin = lastLine(text, BEGIN);
        if (begin < 0) {
            return false;
        }
        if (lastLine(text, END) < begin) {
            throw Refusal.structure("a PGP block that does not end");
        }
        return true;
    }

    private static int lastLine(byte[] text, byte[] wanted) {
        for (int at = text.length - wanted.length; at >= 0; at--) {
            if (text[at] == '-' && (at == 0 || text[at - 1] == '\n') && isAt(text, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAt(byte[] text, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (text[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
