// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * The first 4,096 octets of a segment. Numbers are big-endian.
 *
 * <pre>
 * offset width field
 *      0     4 magic 0x4F435453, "OCTS"
 *      4     4 version of the whole segment, records included: 3
 *      8     8 generation
 *     16     8 salt, random
 *     24     8 prepared at, milliseconds since 1970
 *     32     4 CRC32C of octets 0 to 31
 *    512    36 the same again: without the salt no record could be proved
 *   4096     - records, see {@link SpoolRecord}
 * </pre>
 *
 * <p>Whoever changes the layout of this header, of a record or of what is in one so that an earlier
 * program would read it wrongly raises the version, and goes on reading the versions before. A
 * program that meets a later version than its own refuses to start and touches nothing (S12).
 *
 * <p>Version 2 has the records that hold a copy back: a program that did not know them would
 * deliver what a person held. Version 3 has cap reservations in verdicts and tells of a settled
 * copy whether it may have arrived: a program that did not know them would fail on the first one.
 * Both versions before are read.
 */
record SegmentHeader(long generation, long salt, Instant preparedAt) {
    static final int BYTES = 4096;
    private static final int MAGIC = 0x4F43_5453;
    private static final int VERSION = 3;
    private static final int OLDEST_VERSION = 1;
    private static final int LENGTH = 36;
    private static final int SECOND_AT = 512;

    ByteBuffer toBuffer() {
        ByteBuffer block = ByteBuffer.allocateDirect(BYTES);
        write(block, 0);
        write(block, SECOND_AT);
        return block.clear();
    }

    /** The first copy that is whole and names the generation the file is named for. */
    static Optional<SegmentHeader> read(ByteBuffer block, long generation) {
        return read(block, 0, generation).or(() -> read(block, SECOND_AT, generation));
    }

    /** The version in a whole copy that this program does not know; empty if there is none. */
    static OptionalInt unknownVersion(ByteBuffer block) {
        return IntStream.of(0, SECOND_AT)
                .filter(at -> isWhole(block, at) && block.getInt(at + 4) > VERSION)
                .map(at -> block.getInt(at + 4))
                .findFirst();
    }

    private void write(ByteBuffer block, int at) {
        block.position(at).putInt(MAGIC).putInt(VERSION).putLong(generation).putLong(salt);
        block.putLong(preparedAt.toEpochMilli()).putInt(checksum(block, at));
    }

    private static Optional<SegmentHeader> read(ByteBuffer block, int at, long generation) {
        if (!isWhole(block, at)
                || block.getInt(at + 4) < OLDEST_VERSION
                || block.getInt(at + 4) > VERSION
                || block.getLong(at + 8) != generation) {
            return Optional.empty();
        }
        return Optional.of(
                new SegmentHeader(
                        generation,
                        block.getLong(at + 16),
                        Instant.ofEpochMilli(block.getLong(at + 24))));
    }

    private static boolean isWhole(ByteBuffer block, int at) {
        return block.limit() >= at + LENGTH
                && block.getInt(at) == MAGIC
                && block.getInt(at + LENGTH - 4) == checksum(block, at);
    }

    private static int checksum(ByteBuffer block, int at) {
        CRC32C checksum = new CRC32C();
        checksum.update(block.slice(at, LENGTH - 4));
        return (int) checksum.getValue();
    }
}
