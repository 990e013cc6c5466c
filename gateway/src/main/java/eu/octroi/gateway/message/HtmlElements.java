// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds elements by the octets of their names, so that no tag makes a string of its own. Immutable.
 *
 * <p>A name of at most eight octets is its own key, packed into a long; longer ones are rare.
 */
final class HtmlElements {
    private static final Map<String, HtmlElement> KNOWN =
            Stream.concat(
                            HtmlElement.named(),
                            Stream.of("html", "head", "body", "span", "label", "sup", "sub"))
                    .collect(Collectors.toMap(Function.identity(), HtmlElement::new));

    private static final int SLOTS = 512;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SLOTS);

    /** Spreads keys over the slots, as Fibonacci hashing does. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final long[] KEYS = new long[SLOTS];
    private static final HtmlElement[] ELEMENTS = new HtmlElement[SLOTS];

    static {
        for (HtmlElement element : KNOWN.values()) {
            byte[] name = element.name().getBytes(StandardCharsets.US_ASCII);
            if (name.length <= Long.BYTES) {
                long key = key(name, 0, name.length);
                int slot = slot(key);
                KEYS[slot] = key;
                ELEMENTS[slot] = element;
            }
        }
    }

    private HtmlElements() {}

    /** The element of that name, in whatever case; each octet one character. */
    static HtmlElement of(byte[] html, int from, int to) {
        if (to - from <= Long.BYTES) {
            long key = key(html, from, to);
            int slot = slot(key);
            // Names begin with a letter, so that no two have the same key and none is zero.
            if (KEYS[slot] == key) {
                return ELEMENTS[slot];
            }
        }
        char[] lower = new char[to - from];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (char) lower(html[from + i]);
        }
        String name = new String(lower);
        HtmlElement known = KNOWN.get(name);
        return known == null ? new HtmlElement(name) : known;
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
