// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Finds what has a name of at most eight octets, read as one number, so that no tag makes strings
 * of its own. Immutable.
 */
final class PackedNames<T> {
    /** Spreads keys over the slots, as Fibonacci hashing does. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final long[] keys;
    private final Object[] named;
    private final int shift;

    /**
     * @param named by names in lower case; longer ones are left out
     */
    PackedNames(Map<String, T> named) {
        int slots = Integer.highestOneBit(Math.max(1, named.size())) * 4;
        this.keys = new long[slots];
        this.named = new Object[slots];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
        named.forEach(this::put);
    }

    private void put(String name, T thing) {
        if (name.length() <= Long.BYTES) {
            byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
            long key = OctetSearch.lower(octets, 0, octets.length);
            int slot = slot(key);
            keys[slot] = key;
            named[slot] = thing;
        }
    }

    /** By the octets of a whole name, in whatever case, which begins with no NUL. */
    @Nullable T find(byte[] text, int from, int to) {
        return to - from > Long.BYTES ? null : find(OctetSearch.lower(text, from, to));
    }

    @SuppressWarnings("unchecked")
    private @Nullable T find(long key) {
        return (T) named[slot(key)];
    }

    /** The slot that holds the key or is free. */
    private int slot(long key) {
        int slot = (int) ((key * SPREAD) >>> shift);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
