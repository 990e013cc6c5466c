// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Octets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the records of one segment. Where a header does not hold it looks for the next that does,
 * so that one flipped bit costs one record and not all behind it. The log of the segment ends where
 * no further header holds. Thread-confined.
 */
final class SegmentScan {
    private static final int STEP = SpoolRecord.ALIGNMENT;

    private final Segment segment;
    private final FileWindow window;
    private final int to;
    private final boolean wholeBodies;
    private int offset;
    private int intactEnd;

    /**
     * @param to where the segment is known to end; nothing is read from there on
     * @param wholeBodies whether bodies are read and proved, or skipped
     */
    SegmentScan(Segment segment, int from, int to, int windowBytes, boolean wholeBodies) {
        this.segment = segment;
        this.window = new FileWindow(segment, windowBytes);
        this.to = to;
        this.wholeBodies = wholeBodies;
        this.offset = from;
        this.intactEnd = from;
    }

    Optional<SpoolEntry> next() throws IOException {
        if (offset >= to) {
            return Optional.empty();
        }
        Optional<SpoolRecord> record = recordAt(offset);
        return record.isPresent() ? Optional.of(prove(record.get())) : skip();
    }

    /**
     * The ends of earlier segments that the first record of this one tells; empty when it has no
     * first record, so that it was never begun.
     */
    static Optional<Map<Long, Integer>> ends(Segment segment) throws IOException {
        SegmentScan scan =
                new SegmentScan(
                        segment, SegmentHeader.BYTES, segment.size(), SegmentHeader.BYTES, false);
        if (!scan.isAtRecord()) {
            return Optional.empty();
        }
        return scan.next().orElse(null) instanceof SpoolEntry.Intact first
                        && first.record().kind() == SpoolRecord.Kind.ENDS
                ? Optional.of(MarkCodec.ends(first.head().toByteArray()))
                : Optional.of(Map.of());
    }

    /** Whether a header that holds is where the scan stands. */
    boolean isAtRecord() throws IOException {
        return recordAt(offset).isPresent();
    }

    /** Where the scan stands. */
    int offset() {
        return offset;
    }

    /** End of the last intact record seen. */
    int intactEnd() {
        return intactEnd;
    }

    private SpoolEntry prove(SpoolRecord record) throws IOException {
        int at = offset;
        offset += record.size();
        Octets head = Octets.of(window.copy(at + SpoolRecord.HEADER_BYTES, record.headLength()));
        int bodyAt = at + SpoolRecord.HEADER_BYTES + head.length();
        if (Draft.checksum(head) != record.headChecksum()
                || (wholeBodies
                        && window.checksum(bodyAt, record.bodyLength()) != record.bodyChecksum())) {
            return new SpoolEntry.Corrupt(record.position(), record.size());
        }
        intactEnd = offset;
        return new SpoolEntry.Intact(record, head);
    }

    private Optional<SpoolRecord> recordAt(int at) throws IOException {
        ByteBuffer header = window.view(at, SpoolRecord.HEADER_BYTES);
        return SpoolRecord.read(
                        header, Position.of(segment.generation(), at), segment.header().salt())
                .filter(record -> fits(record, at));
    }

    private boolean fits(SpoolRecord record, int at) {
        return record.headLength() >= 0
                && record.bodyLength() >= 0
                && (long) at + record.headLength() + record.bodyLength() + SpoolRecord.HEADER_BYTES
                        <= to;
    }

    /** Moves on to the next header that holds; what lies between is corrupt. */
    private Optional<SpoolEntry> skip() throws IOException {
        int from = offset;
        int written = seek(from);
        int length = offset < to ? offset - from : written - from;
        return length == 0
                ? Optional.empty()
                : Optional.of(
                        new SpoolEntry.Corrupt(Position.of(segment.generation(), from), length));
    }

    /** Returns the end of the last octets passed over that are not zero, or {@code from}. */
    private int seek(int from) throws IOException {
        int written = from;
        for (offset = from; offset < to; offset += STEP) {
            ByteBuffer here = window.view(offset, SpoolRecord.HEADER_BYTES);
            if (here.remaining() < STEP) {
                offset = to;
            } else if (here.getInt(0) == SpoolRecord.MAGIC && recordAt(offset).isPresent()) {
                return written;
            } else if (here.getLong(0) != 0) {
                written = Math.min(to, offset + STEP);
            }
        }
        return written;
    }
}
