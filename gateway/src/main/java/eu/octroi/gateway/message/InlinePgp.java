// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;

/**
 * PGP blocks within a text, RFC 9580 section 6.2: what we add goes after their last line (I-33).
 */
final class InlinePgp {
    private static final String BEGIN = "-----BEGIN PGP ";
    private static final String END = "-----END PGP ";

    private InlinePgp() {}

    /** Whether the text has such blocks; one without end is refused. */
    static boolean isIn(byte[] text) {
        String all = new String(text, StandardCharsets.ISO_8859_1);
        int begin = lastLine(all, BEGIN);
        if (begin < 0) {
            return false;
        }
        if (lastLine(all, END) < begin) {
            throw Refusal.structure("a PGP block that does not end");
        }
        return true;
    }

    /** Where the last line stands that begins like this. */
    private static int lastLine(String text, String wanted) {
        int at = text.lastIndexOf(wanted);
        while (at > 0 && text.charAt(at - 1) != '\n') {
            at = text.lastIndexOf(wanted, at - 1);
        }
        return at;
    }
}
