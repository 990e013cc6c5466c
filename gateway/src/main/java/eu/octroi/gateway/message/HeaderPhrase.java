// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import jakarta.mail.internet.MimeUtility;

import java.io.UnsupportedEncodingException;

/**
 * A name in front of an address or identifier: atoms, a quoted string, or encoded words of at most
 * 75 characters (RFC 5322 section 3.2.5, RFC 2047 sections 2 and 5; I-48).
 */
final class HeaderPhrase {
    private HeaderPhrase() {}

    /** Nothing that could start a line or hide text (H-28). */
    static void check(String text, int charactersMax) {
        if (text.length() > charactersMax
                || text.chars().anyMatch(EncodedWords::isForbidden)
                || text.chars().anyMatch(c -> c == '\t')
                || hasLoneSurrogate(text)) {
            throw new IllegalArgumentException("not a name on one line");
        }
    }

    /**
     * The phrase for {@code text}: ASCII, without line ends, with spaces where it may fold. Empty
     * for a text that holds the start of an encoded word: readers would take it for another.
     */
    static String of(String text) {
        String name = text.replaceAll(" +", " ").strip();
        if (name.contains("=?")) {
            return "";
        }
        if (name.chars().allMatch(HeaderPhrase::isAtom)) {
            return name;
        }
        if (name.chars().allMatch(c -> c < 0x7f)) {
            return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        try {
            return MimeUtility.encodeWord(name, "UTF-8", "Q").replace("\r\n ", " ");
        } catch (UnsupportedEncodingException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static boolean isAtom(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == ' ';
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }
}
