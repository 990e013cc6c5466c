// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Remembers in memory of its own which keys the index holds, so that a file whose octets were
 * changed under the running gateway cannot make somebody look unsuppressed.
 *
 * <p>32 bits of each key in an open table outside the heap: six octets a key. It takes about one
 * stranger in a billion for a key; the bits are chosen anew by {@code salt}, so not twice the same.
 * Rejected: a Bloom filter, which forgets nothing that was lifted; checking the whole file now and
 * then, which leaves the time in between. One thread writes, any thread reads.
 */
final class KeyGuard {
    private static final int FREE = 0;
    private static final int GONE = 1;
    private static final int PRINT_MIN = 2;
    private static final double FILL_MAX = 0.9;
    private static final VarHandle SLOT = ValueLayout.JAVA_INT.varHandle();

    private final MemorySegment table;
    private final long slots;
    private final long salt;
    private long used;

    /** For as many keys as the index has room for. */
    KeyGuard(long keys, long salt) {
        this.slots = keys + keys / 2 + 16;
        this.salt = salt;
        // Freed when nobody holds it: a look-up may be inside one that was replaced.
        this.table = Arena.ofAuto().allocate(ValueLayout.JAVA_INT, slots);
    }

    boolean contains(PersonKey key) {
        return find(mix(key)) >= 0;
    }

    void add(PersonKey key) {
        long bits = mix(key);
        if (find(bits) >= 0) {
            return;
        }
        long at = home(bits);
        while (isTaken(read(at))) {
            at = next(at);
        }
        used += read(at) == FREE ? 1 : 0;
        write(at, print(bits));
    }

    void remove(PersonKey key) {
        long at = find(mix(key));
        if (at >= 0) {
            write(at, GONE);
        }
    }

    /** Whether it should be made anew, without what is gone, before it takes more keys. */
    boolean isCrowded() {
        return used > slots * FILL_MAX;
    }

    /** Octets of memory, outside the heap. */
    long bytes() {
        return table.byteSize();
    }

    private long find(long bits) {
        int print = print(bits);
        long at = home(bits);
        for (int found = read(at); found != FREE; found = read(at)) {
            if (found == print) {
                return at;
            }
            at = next(at);
        }
        return -1;
    }

    private int read(long at) {
        return (int) SLOT.getAcquire(table, at * Integer.BYTES);
    }

    private void write(long at, int print) {
        SLOT.setRelease(table, at * Integer.BYTES, print);
    }

    private static boolean isTaken(int found) {
        return found != FREE && found != GONE;
    }

    private long home(long bits) {
        return Math.unsignedMultiplyHigh(bits, slots);
    }

    private long next(long at) {
        return at + 1 == slots ? 0 : at + 1;
    }

    private static int print(long bits) {
        int print = (int) bits;
        return isTaken(print) ? print : print + PRINT_MIN;
    }

    /** Home is its upper bits, print its lower ones; the finalizer of MurmurHash3. */
    private long mix(PersonKey key) {
        long bits = (key.high() ^ salt) * 0x9e3779b97f4a7c15L + key.low();
        bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }
}
