// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One file of the log and what is known of it; what is live in it, {@link LiveMessages} knows.
 * Thread-safe: changed by the thread that forces, or by recovery before that thread starts; read by
 * all.
 */
final class Segment {
    private final SegmentHeader header;
    private final Path path;
    private final SpoolFile file;
    private final int size;
    private volatile int end = SegmentHeader.BYTES;
    private volatile long lastEvent;
    private volatile boolean holdsSettled;
    private volatile boolean distrusted;
    private volatile Instant oldest = Instant.MAX;

    Segment(SegmentHeader header, Path path, SpoolFile file, int size) {
        this.header = header;
        this.path = path;
        this.file = file;
        this.size = size;
    }

    long generation() {
        return header.generation();
    }

    SegmentHeader header() {
        return header;
    }

    Path path() {
        return path;
    }

    SpoolFile file() {
        return file;
    }

    /** Octets of the file. */
    int size() {
        return size;
    }

    /** End of what is forced and may be read: the offset of the next record. */
    int end() {
        return end;
    }

    boolean isEmpty() {
        return end == SegmentHeader.BYTES;
    }

    /** Position of the last record that the ledger must know before this segment goes, or 0. */
    long lastEvent() {
        return lastEvent;
    }

    /**
     * A write or force of its file failed: it is read as far as it was forced, and never reused.
     */
    void distrust() {
        distrusted = true;
    }

    boolean isDistrusted() {
        return distrusted;
    }

    /** Whether it holds the body of a message that needs it no more. */
    boolean holdsSettled() {
        return holdsSettled;
    }

    /** No body in it was written before this; {@link Instant#MAX} while it is empty. */
    Instant oldest() {
        return oldest;
    }

    /** Octets of records, settled ones included. */
    long usedBytes() {
        return (long) end - SegmentHeader.BYTES;
    }

    void extend(int newEnd, Instant at) {
        end = newEnd;
        if (at.isBefore(oldest)) {
            oldest = at;
        }
    }

    void event(long position) {
        lastEvent = position;
    }

    /** A message that needs its record here no more, or never did. */
    void addSettled() {
        holdsSettled = true;
    }

    void read(ByteBuffer target, int at) throws IOException {
        file.read(target, at);
    }
}
