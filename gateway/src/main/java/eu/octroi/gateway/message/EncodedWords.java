// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import jakarta.mail.internet.MimeUtility;

import java.io.UnsupportedEncodingException;

/** RFC 2047 words in header fields, read by Jakarta Mail. */
final class EncodedWords {
    private EncodedWords() {}

    /** The text with its encoded words decoded; as it stands when a charset is unknown. */
    static String decode(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        try {
            return MimeUtility.decodeText(text);
        } catch (UnsupportedEncodingException unknownCharset) {
            return text;
        }
    }

    /** Whether a character could start a line, hide text or turn its direction (H-28). */
    static boolean isForbidden(int c) {
        return isControl(c) || isBidi(c);
    }

    static boolean isControl(int c) {
        return (c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
    }

    static boolean isBidi(int c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
