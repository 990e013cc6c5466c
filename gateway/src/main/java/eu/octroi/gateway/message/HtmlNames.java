// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;

/**
 * The names of elements that mails are made of, each one string, so that no tag makes its own and
 * comparing two mostly compares references. Immutable.
 *
 * <p>A name of at most eight octets is its own key, packed into a long; longer ones are rare.
 */
final class HtmlNames {
    private static final String[] COMMON = {
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "style",
        "base",
        "br",
        "img",
        "hr",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "col",
        "colgroup",
        "div",
        "span",
        "p",
        "a",
        "b",
        "i",
        "u",
        "s",
        "em",
        "strong",
        "small",
        "big",
        "font",
        "center",
        "sup",
        "sub",
        "code",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "article",
        "section",
        "header",
        "footer",
        "main",
        "nav"
    };

    private static final int SLOTS = 256;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SLOTS);

    /** Spreads keys over the slots, as Fibonacci hashing does. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final long[] KEYS = new long[SLOTS];
    private static final String[] NAMES = new String[SLOTS];

    static {
        for (String name : COMMON) {
            byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
            long key = key(octets, 0, octets.length);
            int slot = slot(key);
            KEYS[slot] = key;
            NAMES[slot] = name;
        }
    }

    private HtmlNames() {}

    /** These octets in lower case, each one character. */
    static String lower(byte[] html, int from, int to) {
        if (to - from <= Long.BYTES) {
            long key = key(html, from, to);
            int slot = slot(key);
            // Names begin with a letter, so that no two have the same key and none is zero.
            if (KEYS[slot] == key) {
                return NAMES[slot];
            }
        }
        char[] lower = new char[to - from];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (char) lower(html[from + i]);
        }
        return new String(lower);
    }

    /** The slot that holds the key or is free. */
    private static int slot(long key) {
        int slot = (int) ((key * SPREAD) >>> SHIFT);
        while (KEYS[slot] != 0 && KEYS[slot] != key) {
            slot = (slot + 1) % SLOTS;
        }
        return slot;
    }

    private static long key(byte[] html, int from, int to) {
        long key = 0;
        for (int i = from; i < to; i++) {
            key = key << Byte.SIZE | lower(html[i]);
        }
        return key;
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 0x20 : octet & 0xff;
    }
}
