// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Remembers in memory of its own which keys the index holds, so that a file whose octets were
 * changed under the running gateway cannot make somebody look unsuppressed.
 *
 * <p>32 bits of each key in an open table: some six octets a key, and it is wrong about one
 * stranger in a billion. Rejected: a Bloom filter, which forgets nothing that was lifted; checking
 * the whole file now and then, which leaves the time in between. One thread writes, any thread
 * reads.
 */
final class KeyGuard {
    private static final int FREE = 0;
    private static final int GONE = 1;
    private static final int PRINT_MIN = 2;
    private static final double FILL_MAX = 0.9;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] slots;
    private long used;

    /** For as many keys as the index has room for. */
    KeyGuard(long keys) {
        this.slots = new int[(int) Math.min(Integer.MAX_VALUE - 8, keys + keys / 2 + 16)];
    }

    boolean contains(PersonKey key) {
        return find(key) >= 0;
    }

    void add(PersonKey key) {
        if (contains(key)) {
            return;
        }
        int at = home(key);
        int print = print(key);
        while (slots[at] >= PRINT_MIN || slots[at] < FREE) {
            at = next(at);
        }
        used += slots[at] == FREE ? 1 : 0;
        SLOT.setRelease(slots, at, print);
    }

    void remove(PersonKey key) {
        int at = find(key);
        if (at >= 0) {
            SLOT.setRelease(slots, at, GONE);
        }
    }

    /** Whether it should be made anew, without what is gone, before it takes more keys. */
    boolean isCrowded() {
        return used > slots.length * FILL_MAX;
    }

    private int find(PersonKey key) {
        int print = print(key);
        int at = home(key);
        while (true) {
            int found = (int) SLOT.getAcquire(slots, at);
            if (found == print) {
                return at;
            }
            if (found == FREE) {
                return -1;
            }
            at = next(at);
        }
    }

    private int home(PersonKey key) {
        return (int) Math.unsignedMultiplyHigh(mix(key), slots.length);
    }

    private int next(int at) {
        return at + 1 == slots.length ? 0 : at + 1;
    }

    private static int print(PersonKey key) {
        int bits = (int) mix(key);
        return bits == FREE || bits == GONE ? bits + PRINT_MIN : bits;
    }

    /** Home is its upper bits, print its lower ones; the finalizer of MurmurHash3. */
    private static long mix(PersonKey key) {
        long bits = key.high() * 0x9e3779b97f4a7c15L + key.low();
        bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }
}
