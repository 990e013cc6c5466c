// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Arrays;

/**
 * Rows of copies with the first of them at hand: a binary heap of row numbers. Each row knows its
 * place in it, so that any can be taken out. Four octets a copy, and the only ones on the heap.
 * Event-loop confined.
 */
final class RowHeap {
    private static final int LENGTH_MIN = 4;

    private final CopyRows rows;
    private final Before before;
    private int[] heap = new int[LENGTH_MIN];
    private int size;

    /** Which of two rows comes first. */
    interface Before {
        boolean is(int row, int other);
    }

    RowHeap(CopyRows rows, Before before) {
        this.rows = rows;
        this.before = before;
    }

    int size() {
        return size;
    }

    /** The first; there must be one. */
    int first() {
        if (size == 0) {
            throw new IllegalStateException("an empty heap has no first row");
        }
        return heap[0];
    }

    void add(int row) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        size++;
        up(size - 1, row);
    }

    /** Takes out a row that is here. */
    void remove(int row) {
        int at = rows.heapIndex(row);
        if (at >= size || heap[at] != row) {
            throw new IllegalStateException("row " + row + " is in another heap");
        }
        size--;
        int last = heap[size];
        if (last != row) {
            up(at, last);
            down(rows.heapIndex(last), last);
        }
        if (size < heap.length / 4 && heap.length > LENGTH_MIN) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    /** Puts the row at {@code index}, or above where it comes before what is there. */
    private void up(int index, int row) {
        int at = index;
        while (at > 0 && before.is(row, heap[(at - 1) / 2])) {
            set(at, heap[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        set(at, row);
    }

    private void down(int index, int row) {
        int at = index;
        for (int child = firstChild(at); child < size; child = firstChild(at)) {
            if (!before.is(heap[child], row)) {
                break;
            }
            set(at, heap[child]);
            at = child;
        }
        set(at, row);
    }

    /** The child that comes first, or an index beyond the heap. */
    private int firstChild(int at) {
        int left = 2 * at + 1;
        return left + 1 < size && before.is(heap[left + 1], heap[left]) ? left + 1 : left;
    }

    private void set(int at, int row) {
        heap[at] = row;
        rows.heapIndex(row, at);
    }
}
