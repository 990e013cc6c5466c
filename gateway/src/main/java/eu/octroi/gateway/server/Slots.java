// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongUnaryOperator;

/**
 * One number for each of any number of keys, in memory that never grows (P6): a key has one of
 * 131,072 places by a hash that nobody outside can compute, and two keys that meet there share it.
 * The rejected alternative is a map: bounded, it forgets somebody whenever a spoofed address comes.
 * Thread-safe.
 */
final class Slots {
    private static final int BITS = 17;

    private final AtomicLongArray values = new AtomicLongArray(1 << BITS);
    private final long seed = new SecureRandom().nextLong();

    long get(long key) {
        return values.get(place(key));
    }

    /** Returns what was there before. */
    long getAndUpdate(long key, LongUnaryOperator next) {
        return values.getAndUpdate(place(key), next);
    }

    static long keyOf(ClientBlock client) {
        return client.isV6() ? ~client.bits() : client.bits();
    }

    static long keyOf(String text) {
        long key = text.length();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            key = mix(key ^ octet);
        }
        return key;
    }

    /** The finaliser of MurmurHash3: every bit of the key decides about every bit of the place. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private int place(long key) {
        return (int) (mix(mix(key + seed) ^ seed) >>> (Long.SIZE - BITS));
    }
}
