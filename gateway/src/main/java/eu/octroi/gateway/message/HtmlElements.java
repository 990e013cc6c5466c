// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds elements by the octets of their names. Immutable. */
final class HtmlElements {
    private static final Map<String, HtmlElement> KNOWN =
            Stream.concat(HtmlElement.named(), Stream.of("label"))
                    .collect(Collectors.toMap(Function.identity(), HtmlElement::known));

    private static final PackedNames<HtmlElement> SHORT = new PackedNames<>(KNOWN);

    private HtmlElements() {}

    /** The element of that name, in whatever case; each octet one character. */
    static HtmlElement of(byte[] html, int from, int to) {
        if (to - from <= Long.BYTES) {
            long key = 0;
            for (int i = from; i < to; i++) {
                key = PackedNames.more(key, html[i]);
            }
            HtmlElement known = SHORT.find(key);
            if (known != null) {
                return known;
            }
        }
        String name = lower(html, from, to);
        HtmlElement known = KNOWN.get(name);
        return known == null ? HtmlElement.unknown(name) : known;
    }

    private static String lower(byte[] html, int from, int to) {
        char[] lower = new char[to - from];
        for (int i = 0; i < lower.length; i++) {
            byte octet = html[from + i];
            lower[i] = (char) (octet >= 'A' && octet <= 'Z' ? octet + 0x20 : octet & 0xff);
        }
        return new String(lower);
    }
}
