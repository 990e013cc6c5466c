// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one width outside the Java heap, named by numbers from 0 on: what is known of millions of
 * messages costs the garbage collector nothing. The number of a freed row is given again; when the
 * last row is freed nearly all memory is given back. Not thread-safe: guarded by whoever owns it.
 *
 * <p>Direct memory rather than a mapped file: a file's pages would be written while the log is
 * forced, and on a full disk touching one ends the process. What is here is never the only copy.
 */
public final class Rows {
    /** No row. */
    public static final int NONE = -1;

    private static final int CHUNK_BITS = 14;
    private static final int CHUNK_ROWS = 1 << CHUNK_BITS;

    private final int width;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int end;
    private int used;
    private int lastFreed = NONE;
    private boolean exhausted;

    /**
     * Without rows.
     *
     * @param width octets of a row, at least 4
     */
    public Rows(int width) {
        this.width = width;
    }

    /**
     * Sees to it that so many rows can be taken without asking for memory; false when there is not
     * enough of it, and then what was there is there still.
     */
    public boolean reserve(int rows) {
        if (exhausted && spare() < 2 * rows) {
            return spare() >= rows;
        }
        try {
            while (spare() < rows) {
                grow();
            }
            exhausted = false;
        } catch (OutOfMemoryError scarce) {
            // Said of direct memory. It is asked for after a collection and a wait: not each time.
            exhausted = true;
        }
        return !exhausted;
    }

    /** A row of zeros. Throws {@link OutOfMemoryError} when there is none to be had. */
    public int take() {
        int row = lastFreed;
        if (row == NONE) {
            if (end == chunks.size() << CHUNK_BITS) {
                grow();
            }
            row = end++;
        } else {
            lastFreed = getInt(row, 0);
        }
        putInt(row, 0, 0);
        used++;
        return row;
    }

    /** Gives a row back. Behind its first four octets it holds zeros until it is taken again. */
    public void free(int row) {
        ByteBuffer chunk = chunk(row);
        int at = at(row);
        for (int i = 0; i < width; i++) {
            chunk.put(at + i, (byte) 0);
        }
        used--;
        if (used == 0) {
            chunks.subList(1, chunks.size()).clear();
            end = 0;
            lastFreed = NONE;
        } else {
            chunk.putInt(at, lastFreed);
            lastFreed = row;
        }
    }

    /** Rows in use. */
    public int used() {
        return used;
    }

    /** Above the number of every row in use. */
    public int end() {
        return end;
    }

    /** Octets of memory taken. */
    public long bytes() {
        return (long) chunks.size() * CHUNK_ROWS * width;
    }

    public int getInt(int row, int offset) {
        return chunk(row).getInt(at(row) + offset);
    }

    public void putInt(int row, int offset, int value) {
        chunk(row).putInt(at(row) + offset, value);
    }

    public long getLong(int row, int offset) {
        return chunk(row).getLong(at(row) + offset);
    }

    public void putLong(int row, int offset, long value) {
        chunk(row).putLong(at(row) + offset, value);
    }

    private int spare() {
        return (chunks.size() << CHUNK_BITS) - used;
    }

    private void grow() {
        chunks.add(ByteBuffer.allocateDirect(CHUNK_ROWS * width).order(ByteOrder.nativeOrder()));
    }

    private ByteBuffer chunk(int row) {
        return chunks.get(row >> CHUNK_BITS);
    }

    private int at(int row) {
        return (row & CHUNK_ROWS - 1) * width;
    }
}
