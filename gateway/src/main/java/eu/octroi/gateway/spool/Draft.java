// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Octets;

import java.util.List;
import java.util.zip.CRC32C;

/**
 * A record with its checksums, lacking only its place. Made by the producer, so that the one thread
 * that writes has nothing left to compute over bodies. Immutable.
 *
 * @param body pieces in order, borrowed until the record is forced
 */
record Draft(
        SpoolRecord.Kind kind,
        Octets head,
        int headChecksum,
        List<Octets> body,
        int bodyLength,
        int bodyChecksum) {
    static Draft of(SpoolRecord.Kind kind, byte[] head, List<Octets> body) {
        CRC32C checksum = new CRC32C();
        int length = 0;
        for (Octets piece : body) {
            checksum.update(piece.array(), piece.offset(), piece.length());
            length = Math.addExact(length, piece.length());
        }
        Octets whole = Octets.of(head);
        return new Draft(kind, whole, checksum(whole), body, length, (int) checksum.getValue());
    }

    static Draft of(SpoolRecord.Kind kind, byte[] head) {
        return of(kind, head, List.of());
    }

    static int checksum(Octets octets) {
        CRC32C checksum = new CRC32C();
        checksum.update(octets.array(), octets.offset(), octets.length());
        return (int) checksum.getValue();
    }

    int size() {
        return SpoolRecord.size(head.length(), bodyLength);
    }

    /** The same message, to be written again further on. */
    Draft carried() {
        return new Draft(
                SpoolRecord.Kind.CARRIED, head, headChecksum, body, bodyLength, bodyChecksum);
    }

    SpoolRecord at(long position) {
        return new SpoolRecord(
                kind, position, head.length(), headChecksum, bodyLength, bodyChecksum);
    }
}
