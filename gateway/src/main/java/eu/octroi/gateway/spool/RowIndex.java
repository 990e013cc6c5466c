// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.util.function.IntUnaryOperator;

/**
 * Finds rows by a hash of what is in them: linear hashing, which makes room for one row at a time,
 * so that no single call pays for all. A map on the heap would cost some fifty octets a row there.
 * Rows of one bucket are linked through a field of their own. Guarded by whoever owns it.
 */
final class RowIndex {
    /** Each names the first row of its bucket, plus one; the buckets have no gaps. */
    private static final int BUCKET_BYTES = 4;

    private static final int KEPT_WHEN_EMPTY = 1 << 14;

    private final Rows rows;
    private final int linkAt;
    private final IntUnaryOperator hashOf;
    private Rows buckets = new Rows(BUCKET_BYTES);
    private int size;

    /**
     * Over rows that are not indexed yet.
     *
     * @param linkAt offset of four octets in a row that are the index's own
     * @param hashOf of what is in a row
     */
    RowIndex(Rows rows, int linkAt, IntUnaryOperator hashOf) {
        this.rows = rows;
        this.linkAt = linkAt;
        this.hashOf = hashOf;
    }

    /** Sees to it that so many rows can be added; false when there is not enough memory. */
    boolean reserve(int more) {
        return buckets.reserve(more);
    }

    /** The first row that may have this hash, or {@link Rows#NONE}. */
    int first(int hash) {
        return buckets.used() == 0 ? Rows.NONE : get(bucket(hash));
    }

    /** The one after {@code row}, or {@link Rows#NONE}. */
    int next(int row) {
        return rows.getInt(row, linkAt) - 1;
    }

    void add(int row) {
        if (size == buckets.used()) {
            split(buckets.take());
        }
        size++;
        link(bucket(hashOf.applyAsInt(row)), row);
    }

    void remove(int row) {
        unlink(bucket(hashOf.applyAsInt(row)), row);
        size--;
        if (size == 0 && buckets.used() > KEPT_WHEN_EMPTY) {
            buckets = new Rows(BUCKET_BYTES);
        }
    }

    private void unlink(int bucket, int row) {
        int next = next(row);
        if (get(bucket) == row) {
            set(bucket, next);
            return;
        }
        int before = get(bucket);
        while (next(before) != row) {
            before = next(before);
        }
        rows.putInt(before, linkAt, next + 1);
    }

    long bytes() {
        return buckets.bytes();
    }

    /** The new bucket takes its share of the one that stood for both. */
    private void split(int added) {
        if (added == 0) {
            return;
        }
        int old = added & ~Integer.highestOneBit(added);
        int row = get(old);
        set(old, Rows.NONE);
        while (row != Rows.NONE) {
            int next = next(row);
            link(bucket(hashOf.applyAsInt(row)), row);
            row = next;
        }
    }

    private int bucket(int hash) {
        int count = buckets.used();
        int high = Integer.highestOneBit(count);
        int bucket = hash & (high << 1) - 1;
        return bucket < count ? bucket : hash & high - 1;
    }

    private void link(int bucket, int row) {
        rows.putInt(row, linkAt, get(bucket) + 1);
        set(bucket, row);
    }

    private int get(int bucket) {
        return buckets.getInt(bucket, 0) - 1;
    }

    private void set(int bucket, int row) {
        buckets.putInt(bucket, 0, row + 1);
    }
}
