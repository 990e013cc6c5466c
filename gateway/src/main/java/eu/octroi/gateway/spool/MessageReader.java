// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Octets;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Reads live messages back, one read of the file each. A message may move while it is read; then
 * what was read proves wrong and is read again from the new place. Thread-safe.
 */
final class MessageReader {
    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    private final Segments segments;
    private final Quarantine quarantine;

    MessageReader(Segments segments, Quarantine quarantine) {
        this.segments = segments;
        this.quarantine = quarantine;
    }

    SpooledMessage read(Spooled message) {
        Draft found =
                find(message)
                        .orElseThrow(() -> new SpoolFailedException("corrupt: " + message.id()));
        return AcceptanceCodec.message(found.head().toByteArray(), found.body().getFirst());
    }

    /** The record without its place; empty when it is corrupt, which sets it aside. */
    Optional<Draft> find(Spooled message) {
        while (true) {
            long position = message.position();
            try {
                Optional<Draft> found = at(message, position);
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException failure) {
                if (message.position() == position) {
                    throw new SpoolFailedException("cannot read " + message.id(), failure);
                }
            }
            if (message.position() == position) {
                setAside(message, position);
                return Optional.empty();
            }
        }
    }

    private Optional<Draft> at(Spooled message, long position) throws IOException {
        Optional<Segment> segment = segments.at(position);
        return segment.isEmpty() ? Optional.empty() : at(segment.get(), message, position);
    }

    private static Optional<Draft> at(Segment segment, Spooled message, long position)
            throws IOException {
        byte[] octets = new byte[message.size()];
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        segment.read(buffer, Position.offset(position));
        return SpoolRecord.read(buffer.flip(), position, segment.header().salt())
                .filter(record -> record.size() == octets.length)
                .map(record -> draft(record, octets))
                .filter(draft -> draft.at(position).equals(header(buffer, segment, position)));
    }

    private static SpoolRecord header(ByteBuffer buffer, Segment segment, long position) {
        return SpoolRecord.read(buffer, position, segment.header().salt()).orElseThrow();
    }

    /** With the checksums of what is there, for comparison with those of the header. */
    private static Draft draft(SpoolRecord record, byte[] octets) {
        int bodyAt = SpoolRecord.HEADER_BYTES + record.headLength();
        byte[] head =
                Octets.of(octets, SpoolRecord.HEADER_BYTES, record.headLength()).toByteArray();
        Octets body = Octets.of(octets, bodyAt, record.bodyLength());
        return Draft.of(record.kind(), head, List.of(body));
    }

    private void setAside(Spooled message, long position) {
        LOG.error("event=spool-unreadable message={}", message.id());
        Optional<Segment> segment = segments.at(position);
        if (segment.isEmpty()) {
            return;
        }
        try {
            quarantine.setAside(segment.get(), new SpoolEntry.Corrupt(position, message.size()));
        } catch (IOException failure) {
            throw new SpoolFailedException("corrupt, not set aside: " + message.id(), failure);
        }
    }
}
