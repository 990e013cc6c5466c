// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.books;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One segment of the spool, read by the drawings in {@code SegmentHeader} and {@code SpoolRecord}.
 * Confined to a thread.
 */
final class SegmentOnDisk {
    static final int ACCEPTED = 1;
    static final int SETTLED = 2;
    static final int CARRIED = 3;
    static final int CARRIED_MARKS = 4;
    static final int ENDS = 5;

    private static final int SEGMENT_MAGIC = 0x4F43_5453;
    private static final int RECORD_MAGIC = 0x4F43_5452;
    private static final int VERSION = 1;
    private static final int HEADER_OCTETS = 4096;
    private static final int[] HEADER_COPIES = {0, 512};
    private static final int RECORD_HEADER = 40;
    private static final int RECORD_CHECKSUM_AT = 36;
    private static final int ALIGNMENT = 8;
    private static final int OFFSET_BITS = 31;

    private final ByteBuffer octets;
    private final long generation;
    private final Optional<Long> salt;

    /** A record whose header, head and body all prove right. */
    record Entry(int kind, ByteBuffer head) {}

    private SegmentOnDisk(ByteBuffer octets, long generation) {
        this.octets = octets;
        this.generation = generation;
        this.salt = salt();
    }

    static SegmentOnDisk read(Path file) throws IOException {
        long generation = Long.parseLong(file.getFileName().toString().substring(0, 10));
        return new SegmentOnDisk(ByteBuffer.wrap(Files.readAllBytes(file)), generation);
    }

    long generation() {
        return generation;
    }

    /** Everything that proves right before {@code end}; nothing without a readable header. */
    List<Entry> entries(int end) {
        List<Entry> entries = new ArrayList<>();
        int to = Math.min(end, octets.limit());
        for (int at = HEADER_OCTETS; salt.isPresent() && at + RECORD_HEADER <= to; ) {
            if (isHeader(at, to)) {
                entry(at).ifPresent(entries::add);
                at += size(at);
            } else {
                at += ALIGNMENT;
            }
        }
        return entries;
    }

    private Optional<Long> salt() {
        for (int at : HEADER_COPIES) {
            if (octets.limit() >= HEADER_OCTETS
                    && octets.getInt(at) == SEGMENT_MAGIC
                    && isKnown(octets.getInt(at + 4))
                    && octets.getLong(at + 8) == generation
                    && octets.getInt(at + 32) == checksum(at, 32)) {
                return Optional.of(octets.getLong(at + 16));
            }
        }
        return Optional.empty();
    }

    private boolean isHeader(int at, int to) {
        return octets.getInt(at) == RECORD_MAGIC
                && octets.get(at + 4) == VERSION
                && octets.getLong(at + 8) == (generation << OFFSET_BITS | at)
                && octets.getInt(at + RECORD_CHECKSUM_AT) == headerChecksum(at)
                && at + RECORD_HEADER + length(at, 16) + length(at, 24) <= to;
    }

    private Optional<Entry> entry(int at) {
        int head = octets.getInt(at + 16);
        int headAt = at + RECORD_HEADER;
        boolean isWhole =
                octets.getInt(at + 20) == checksum(headAt, head)
                        && octets.getInt(at + 28)
                                == checksum(headAt + head, octets.getInt(at + 24));
        return isWhole
                ? Optional.of(new Entry(octets.get(at + 5), octets.slice(headAt, head)))
                : Optional.empty();
    }

    /** Version 2 brought records that end nobody, version 3 verdicts that keep a slot. */
    private static boolean isKnown(int version) {
        return version >= VERSION && version <= VERSION + 2;
    }

    private int size(int at) {
        int size = RECORD_HEADER + octets.getInt(at + 16) + octets.getInt(at + 24);
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A length as it stands, large where it is negative. */
    private long length(int at, int field) {
        return Integer.toUnsignedLong(octets.getInt(at + field));
    }

    private int headerChecksum(int at) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(8).putLong(salt.orElseThrow()).flip());
        checksum.update(octets.slice(at, RECORD_CHECKSUM_AT));
        return (int) checksum.getValue();
    }

    private int checksum(int at, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(octets.slice(at, length));
        return (int) checksum.getValue();
    }
}
