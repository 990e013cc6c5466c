// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Map;
import java.util.Objects;
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

    /** The element of a name of which {@link HtmlElement} says something. */
    static HtmlElement known(String name) {
        return Objects.requireNonNull(KNOWN.get(name));
    }

    /** The element of that name, in whatever case; each octet one character. */
    static HtmlElement of(byte[] html, int from, int to) {
        HtmlElement known = SHORT.find(html, from, to);
        if (known != null) {
            return known;
        }
        String name = lower(html, from, to);
        return Objects.requireNonNullElseGet(KNOWN.get(name), () -> HtmlElement.unknown(name));
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
