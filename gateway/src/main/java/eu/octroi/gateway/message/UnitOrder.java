// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/** In which order the octets of a unit stand in UTF-16 and UTF-32 (I-18). */
final class UnitOrder {
    private UnitOrder() {}

    /**
     * By the byte order mark or the name of the charset; empty without either. RFC 2781 section 4.3
     * asks for big-endian then, but browsers and Python read little-endian.
     *
     * @param unit octets of one unit: 2 or 4
     * @param charset as the leaf declares it
     */
    static Optional<ByteOrder> of(byte[] text, int unit, String charset) {
        Optional<ByteOrder> marked = marked(text, unit);
        Optional<ByteOrder> named = named(charset.strip().toLowerCase(Locale.ROOT));
        if (marked.isPresent() && named.isPresent() && !marked.equals(named)) {
            // Some believe the mark and some the name, and the text is readable to one of them.
            throw Refusal.structure("a byte order mark that contradicts the charset");
        }
        return marked.or(() -> named);
    }

    private static Optional<ByteOrder> marked(byte[] text, int unit) {
        if (text.length < unit) {
            return Optional.empty();
        }
        if (unit(text, 0, unit, ByteOrder.BIG_ENDIAN) == 0xfeff) {
            return Optional.of(ByteOrder.BIG_ENDIAN);
        }
        return unit(text, 0, unit, ByteOrder.LITTLE_ENDIAN) == 0xfeff
                ? Optional.of(ByteOrder.LITTLE_ENDIAN)
                : Optional.empty();
    }

    private static Optional<ByteOrder> named(String charset) {
        if (!charset.startsWith("utf-")) {
            return Optional.empty();
        }
        if (charset.endsWith("be")) {
            return Optional.of(ByteOrder.BIG_ENDIAN);
        }
        return charset.endsWith("le") ? Optional.of(ByteOrder.LITTLE_ENDIAN) : Optional.empty();
    }

    /** The unit at {@code at}; negative where it is no character at all. */
    static int unit(byte[] text, int at, int unit, ByteOrder order) {
        int value = 0;
        for (int i = 0; i < unit; i++) {
            int octet = text[order == ByteOrder.BIG_ENDIAN ? at + i : at + unit - 1 - i] & 0xff;
            value = value << 8 | octet;
        }
        return value;
    }
}
