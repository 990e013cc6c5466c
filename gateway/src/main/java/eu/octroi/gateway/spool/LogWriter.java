// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.FailPoint;
import eu.octroi.gateway.domain.Octets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts records behind one another into the segment in use, through one direct buffer. Handing heap
 * buffers to a gathering write would copy them into direct memory too, inside the JDK, so this copy
 * is the only one either way. Confined to the thread that forces; only {@link #current} is for all.
 */
final class LogWriter {
    private static final int BUFFER_BYTES = 1 << 20;

    private final ByteBuffer buffer;
    private final Clock clock;
    private volatile Optional<Segment> current = Optional.empty();
    private int next;
    private int flushed;
    private long lastEvent;

    /**
     * Without a segment.
     *
     * @param segmentBytes more than which is never placed before a {@link #force}
     */
    LogWriter(Clock clock, int segmentBytes) {
        this.buffer = ByteBuffer.allocateDirect(Math.min(BUFFER_BYTES, segmentBytes));
        this.clock = clock;
    }

    /** The segment in use; empty before the first and after one was closed. */
    Optional<Segment> current() {
        return current;
    }

    void use(Segment segment) {
        current = Optional.of(segment);
        next = segment.end();
        flushed = next;
        lastEvent = 0;
        buffer.clear();
    }

    /** Writes nothing more to the segment in use. */
    void leave() {
        current = Optional.empty();
    }

    boolean fits(int octets) {
        return current.isPresent() && octets <= current.get().size() - next;
    }

    /** Writes a record that fits; it is durable after the next {@link #force}. */
    long place(Draft draft) throws IOException {
        Segment segment = current.orElseThrow();
        SpoolRecord record = draft.at(Position.of(segment.generation(), next));
        if (buffer.remaining() < SpoolRecord.HEADER_BYTES) {
            flush();
        }
        record.write(buffer, segment.header().salt());
        put(draft.head());
        for (Octets piece : draft.body()) {
            put(piece);
        }
        put(Octets.of(new byte[record.size() - unpadded(record)]));
        next += record.size();
        if (record.kind().isEvent()) {
            lastEvent = record.position();
        }
        return record.position();
    }

    /** Returns when everything placed survives power loss. */
    void force() throws IOException {
        flush();
        Segment segment = current.orElseThrow();
        FailPoint.BEFORE_FORCE.pass();
        segment.file().force();
        FailPoint.AFTER_FORCE.pass();
        if (lastEvent > 0) {
            segment.event(lastEvent);
        }
        segment.extend(next, segment.isEmpty() ? clock.instant() : Instant.MAX);
    }

    private void put(Octets octets) throws IOException {
        for (int done = 0; done < octets.length(); ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(buffer.remaining(), octets.length() - done);
            buffer.put(octets.array(), octets.offset() + done, count);
            done += count;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        int count = buffer.remaining();
        current.orElseThrow().file().write(buffer, flushed);
        flushed += count;
        buffer.clear();
    }

    private static int unpadded(SpoolRecord record) {
        return SpoolRecord.HEADER_BYTES + record.headLength() + record.bodyLength();
    }
}
