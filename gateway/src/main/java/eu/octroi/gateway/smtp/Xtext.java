// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import java.util.Locale;
import java.util.Optional;

/** The encoding of values that may hold blanks and signs of the protocol, RFC 3461 section 4. */
public final class Xtext {
    private static final int HEX = 16;

    private Xtext() {}

    /** What the text stands for; empty when it is no xtext or not all printable ASCII. */
    static Optional<String> decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            char c = text.charAt(from);
            boolean isCode = c == '+' && isHexPair(text, from + 1);
            int octet = isCode ? Integer.parseInt(text.substring(from + 1, from + 3), HEX) : c;
            boolean isAsItStands = c > 0x20 && c != '=' && c != '+';
            if ((!isCode && !isAsItStands) || octet < 0x20 || octet > 0x7e) {
                return Optional.empty();
            }
            decoded.append((char) octet);
            from += isCode ? 3 : 1;
        }
        return decoded.isEmpty() ? Optional.empty() : Optional.of(decoded.toString());
    }

    /** The text as it may stand in a command. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x20 && c < 0x7f && c != '=' && c != '+') {
                encoded.append(c);
            } else {
                encoded.append('+').append("%02X".formatted((int) c).toUpperCase(Locale.ROOT));
            }
        }
        return encoded.toString();
    }

    private static boolean isHexPair(String text, int from) {
        return from + 2 <= text.length()
                && isHex(text.charAt(from))
                && isHex(text.charAt(from + 1));
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }
}
