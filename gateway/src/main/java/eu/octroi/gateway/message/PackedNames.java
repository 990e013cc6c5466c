// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Finds what has a name of at most eight octets, packed into a long as it is read, so that no tag
 * makes strings of its own. Immutable.
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
            long key = 0;
            for (int i = 0; i < name.length(); i++) {
                key = more(key, (byte) name.charAt(i));
            }
            int slot = slot(key);
            keys[slot] = key;
            named[slot] = thing;
        }
    }

    /** The key of a name one octet longer; a capital letter is the small one. */
    static long more(long key, byte octet) {
        int lower = octet >= 'A' && octet <= 'Z' ? octet + 0x20 : octet & 0xff;
        return key << Byte.SIZE | lower;
    }

    /** By the key of a whole name, which begins with no NUL and has at most eight octets. */
    @SuppressWarnings("unchecked")
    @Nullable T find(long key) {
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
