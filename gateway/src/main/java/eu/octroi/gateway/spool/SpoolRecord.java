// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The header of one record, version 1. Numbers are big-endian.
 *
 * <pre>
 * offset width field
 *      0     4 magic 0x4F435452, "OCTR"
 *      4     1 version, 1
 *      5     1 kind, see {@link Kind}
 *      6     2 zero
 *      8     8 position: generation of the segment &lt;&lt; 31 | offset of this header in the file
 *     16     4 length of the head
 *     20     4 CRC32C of the head
 *     24     4 length of the body
 *     28     4 CRC32C of the body
 *     32     4 zero
 *     36     4 CRC32C of: the salt of the segment (8), octets 0 to 35 of this header
 *     40     - head
 *      -     - body
 *      -   0-7 zeros up to a multiple of 8
 * </pre>
 *
 * <p>The header's checksum covers the position, so a record left over from an earlier use of the
 * file, or moved, is not one; and the salt, which no sender knows, so octets of a mail that look
 * like a record are not one either. Head and body are covered through their checksums.
 */
record SpoolRecord(
        Kind kind,
        long position,
        int headLength,
        int headChecksum,
        int bodyLength,
        int bodyChecksum) {
    static final int HEADER_BYTES = 40;
    static final int ALIGNMENT = 8;
    static final int MAGIC = 0x4F43_5452;
    private static final byte VERSION = 1;
    private static final int CHECKSUM_AT = 36;

    /** What a record says. The code is stored and never reused. */
    enum Kind {
        /** A message was taken: {@link AcceptanceCodec}; the original ends the body. */
        ACCEPTED(1),
        /** A copy ended: {@link MarkCodec}. */
        SETTLED(2),
        /** An accepted record, moved forward unchanged. */
        CARRIED(3),
        /** Which copies of the carried message before it were settled already. */
        CARRIED_MARKS(4),
        /** Where earlier segments end; only ever the first record of its segment. */
        ENDS(5),
        /** A person held or released a copy: {@link MarkCodec}. */
        INTERVENED(6),
        /** Which copies of the carried message before it are or were held. */
        CARRIED_HOLDS(7);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Optional<Kind> ofCode(int code) {
            return Arrays.stream(values()).filter(k -> k.code == code).findFirst();
        }

        /** Whether the ledger is told of it. */
        boolean isEvent() {
            return this == ACCEPTED || this == SETTLED || this == INTERVENED;
        }
    }

    /** Octets from this header to the next one. */
    int size() {
        return size(headLength, bodyLength);
    }

    /** Throws {@link ArithmeticException} when no file could hold it. */
    static int size(int headLength, int bodyLength) {
        int length = Math.addExact(HEADER_BYTES, Math.addExact(headLength, bodyLength));
        return Math.addExact(length, ALIGNMENT - 1) & -ALIGNMENT;
    }

    void write(ByteBuffer target, long salt) {
        int start = target.position();
        target.putInt(MAGIC).put(VERSION).put((byte) kind.code).putShort((short) 0);
        target.putLong(position);
        target.putInt(headLength).putInt(headChecksum).putInt(bodyLength).putInt(bodyChecksum);
        target.putInt(0).putInt(checksum(target.slice(start, CHECKSUM_AT), salt));
    }

    /**
     * The header at the start of {@code source} if it is whole and belongs at {@code position}.
     * Throws {@link SpoolFailedException} when it is and this program does not know what it says:
     * to pass over it might deliver what must not be.
     */
    static Optional<SpoolRecord> read(ByteBuffer source, long position, long salt) {
        int at = source.position();
        if (source.remaining() < HEADER_BYTES
                || source.getInt(at) != MAGIC
                || source.getInt(at + CHECKSUM_AT) != checksum(source.slice(at, CHECKSUM_AT), salt)
                || source.getLong(at + 8) != position) {
            return Optional.empty();
        }
        return Optional.of(
                new SpoolRecord(
                        kind(source.get(at + 4), source.get(at + 5), position),
                        position,
                        source.getInt(at + 16),
                        source.getInt(at + 20),
                        source.getInt(at + 24),
                        source.getInt(at + 28)));
    }

    private static Kind kind(byte version, byte code, long position) {
        Optional<Kind> kind = version == VERSION ? Kind.ofCode(code) : Optional.empty();
        return kind.orElseThrow(
                () ->
                        new SpoolFailedException(
                                ("segment %d has a record of version %d and kind %d, written"
                                                + " by a later octroi: start that one")
                                        .formatted(Position.generation(position), version, code)));
    }

    private static int checksum(ByteBuffer header, long salt) {
        CRC32C checksum = new CRC32C();
        for (int shift = 56; shift >= 0; shift -= 8) {
            checksum.update((int) (salt >>> shift) & 0xFF);
        }
        checksum.update(header);
        return (int) checksum.getValue();
    }
}
