// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file of the log and what is known of its contents. Thread-safe: changed by the thread that
 * forces, or by recovery before that thread starts; read by all.
 */
final class Segment {
    private final SegmentHeader header;
    private final Path path;
    private final SpoolFile file;
    private final int size;
    private final Set<Spooled> live = ConcurrentHashMap.newKeySet(1);
    private final AtomicLong liveBytes = new AtomicLong();
    private final AtomicLong openCopies = new AtomicLong();
    private volatile int end = SegmentHeader.BYTES;
    private volatile long lastEvent;
    private volatile boolean holdsSettled;
    private volatile boolean distrusted;
    private volatile Instant oldest = Instant.MAX;
    private volatile long acceptedMillis = Long.MAX_VALUE;

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

    /** Messages not settled whose record is here. */
    Set<Spooled> live() {
        return live;
    }

    long liveBytes() {
        return liveBytes.get();
    }

    /** Octets of records, settled ones included. */
    long usedBytes() {
        return (long) end - SegmentHeader.BYTES;
    }

    /** No live message in it was accepted before this, in milliseconds since 1970. */
    long acceptedMillis() {
        return live.isEmpty() ? Long.MAX_VALUE : acceptedMillis;
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

    void add(Spooled message) {
        if (live.add(message)) {
            liveBytes.addAndGet(message.size());
            openCopies.addAndGet(message.openCopies());
            acceptedMillis = Math.min(acceptedMillis, message.id().timeMillis());
        }
    }

    void remove(Spooled message) {
        if (live.remove(message)) {
            liveBytes.addAndGet(-message.size());
            openCopies.addAndGet(-message.openCopies());
        }
        holdsSettled = true;
    }

    /** A copy of the message was closed; false if the message is not among those here. */
    boolean closed(Spooled message) {
        if (!live.contains(message)) {
            return false;
        }
        openCopies.decrementAndGet();
        if (message.isDone()) {
            remove(message);
        }
        return true;
    }

    /** Copies of the live messages that have no outcome. */
    long openCopies() {
        return openCopies.get();
    }

    /** A message was written here that is to be delivered to nobody. */
    void addSettled() {
        holdsSettled = true;
    }

    void read(ByteBuffer target, int at) throws IOException {
        file.read(target, at);
    }
}
