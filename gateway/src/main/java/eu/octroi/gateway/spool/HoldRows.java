// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Intervention;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How copies are and were held: for each message a chain of rows outside the heap. What a person
 * said of many copies at once is kept once, as long as one of them is held for it. Guarded by its
 * owner's monitor.
 */
final class HoldRows {
    /** Ends a chain; a row of a message begins with zeros, so names here are numbers plus one. */
    static final int NO_CHAIN = 0;

    private static final int NEXT = 0;
    private static final int COPY = 4;
    private static final int NOW = 8;
    private static final int BEFORE = 12;
    private static final int ROW_BYTES = 20;

    private final Rows rows = new Rows(ROW_BYTES);
    private final Interned<Intervention> reasons = new Interned<>();

    /** Sees to it that so many can be added; false when there is not enough memory. */
    boolean reserve(int more) {
        return rows.reserve(more);
    }

    /** How the copy is and was held. */
    Held of(int chain, int copy) {
        int row = find(chain, copy);
        return row == Rows.NONE ? Held.NEVER : held(row);
    }

    /** Of every copy that is or was held. */
    Map<Integer, Held> all(int chain) {
        Map<Integer, Held> all = new LinkedHashMap<>();
        for (int row = chain - 1; row != Rows.NONE; row = next(row)) {
            all.put(rows.getInt(row, COPY), held(row));
        }
        return all;
    }

    /** Keeps how the copy is held now; returns the chain of its message. */
    int put(int chain, int copy, Held held) {
        int row = find(chain, copy);
        if (row != Rows.NONE) {
            forgetReason(row);
            write(row, copy, held);
            return chain;
        }
        int added = rows.take();
        rows.putInt(added, NEXT, chain);
        write(added, copy, held);
        return added + 1;
    }

    /** Forgets all of a message. */
    void free(int chain) {
        for (int row = chain - 1; row != Rows.NONE; ) {
            int next = next(row);
            forgetReason(row);
            rows.free(row);
            row = next;
        }
    }

    long bytes() {
        return rows.bytes();
    }

    private int find(int chain, int copy) {
        int row = chain - 1;
        while (row != Rows.NONE && rows.getInt(row, COPY) != copy) {
            row = next(row);
        }
        return row;
    }

    private int next(int row) {
        return rows.getInt(row, NEXT) - 1;
    }

    private void write(int row, int copy, Held held) {
        rows.putInt(row, COPY, copy);
        rows.putLong(row, BEFORE, held.before().toMillis());
        rows.putInt(row, NOW, held.now().map(now -> reasons.keep(now) + 1).orElse(0));
    }

    private void forgetReason(int row) {
        int now = rows.getInt(row, NOW);
        if (now != 0) {
            reasons.release(now - 1);
        }
    }

    private Held held(int row) {
        int now = rows.getInt(row, NOW);
        return new Held(
                now == 0 ? Optional.empty() : Optional.of(reasons.get(now - 1)),
                Duration.ofMillis(rows.getLong(row, BEFORE)));
    }
}
