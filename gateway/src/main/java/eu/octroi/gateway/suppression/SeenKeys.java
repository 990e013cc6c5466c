// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

/**
 * What an import has added so far, to tell repeated lines from entries that stood before: only the
 * counts of the report depend on it. Eight octets a key, 128 MiB at most; beyond that a repeated
 * line counts as one that stood already. Confined to one import.
 */
final class SeenKeys {
    private static final int SLOTS_MIN = 1 << 12;
    private static final int SLOTS_MAX = 1 << 24;

    private long[] slots = new long[SLOTS_MIN];
    private int used;

    boolean contains(PersonKey key, Reason reason) {
        return slots[slot(slots, mix(key, reason))] != 0;
    }

    void add(PersonKey key, Reason reason) {
        if (used * 4L >= slots.length * 3L && !grow()) {
            return;
        }
        long value = mix(key, reason);
        int slot = slot(slots, value);
        if (slots[slot] == 0) {
            slots[slot] = value;
            used++;
        }
    }

    private boolean grow() {
        if (slots.length == SLOTS_MAX) {
            return false;
        }
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                larger[slot(larger, value)] = value;
            }
        }
        slots = larger;
        return true;
    }

    private static int slot(long[] slots, long value) {
        int slot = (int) value & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static long mix(PersonKey key, Reason reason) {
        long value = key.low() ^ (long) reason.code() << 32;
        return value == 0 ? 1 : value;
    }
}
