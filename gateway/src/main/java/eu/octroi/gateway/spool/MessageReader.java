// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.MessageId;
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
    /** Holds the header and head of a record with a few recipients. */
    private static final int HEAD_WINDOW_BYTES = 2048;

    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    private final Segments segments;
    private final LiveMessages live;
    private final Quarantine quarantine;

    MessageReader(Segments segments, LiveMessages live, Quarantine quarantine) {
        this.segments = segments;
        this.live = live;
        this.quarantine = quarantine;
    }

    SpooledMessage read(MessageId message) {
        Draft found = find(message).orElseThrow(() -> new SpoolCorruptException(message));
        return AcceptanceCodec.message(found.head().toByteArray(), found.body().getFirst());
    }

    /** The record without its place; empty when the message is done, or corrupt and set aside. */
    Optional<Draft> find(MessageId message) {
        return find(message, MessageReader::whole);
    }

    /** The head of its record alone; empty when the message is done, or corrupt and set aside. */
    Optional<byte[]> head(MessageId message) {
        return find(message, MessageReader::head);
    }

    /** Reads at one place; empty when the record there is not what was written. */
    private interface Reading<T> {
        Optional<T> at(Segment segment, LiveMessages.Place place) throws IOException;
    }

    private <T> Optional<T> find(MessageId message, Reading<T> reading) {
        while (true) {
            Optional<LiveMessages.Place> place = live.place(message);
            if (place.isEmpty()) {
                return Optional.empty();
            }
            try {
                Optional<T> found = read(place.get(), reading);
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException failure) {
                if (live.place(message).equals(place)) {
                    throw new SpoolFailedException("cannot read " + message, failure);
                }
            }
            if (live.place(message).equals(place)) {
                setAside(message, place.get());
                return Optional.empty();
            }
        }
    }

    private <T> Optional<T> read(LiveMessages.Place place, Reading<T> reading) throws IOException {
        Optional<Segment> segment = segments.at(place.position());
        return segment.isEmpty() ? Optional.empty() : reading.at(segment.get(), place);
    }

    private static Optional<byte[]> head(Segment segment, LiveMessages.Place place)
            throws IOException {
        int from = Position.offset(place.position());
        SegmentScan scan =
                new SegmentScan(
                        segment,
                        from,
                        from + place.size(),
                        Math.min(HEAD_WINDOW_BYTES, place.size()),
                        false);
        return scan.isAtRecord() && scan.next().orElse(null) instanceof SpoolEntry.Intact intact
                ? Optional.of(intact.head().toByteArray())
                : Optional.empty();
    }

    private static Optional<Draft> whole(Segment segment, LiveMessages.Place place)
            throws IOException {
        long position = place.position();
        byte[] octets = new byte[place.size()];
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

    private void setAside(MessageId message, LiveMessages.Place place) {
        LOG.error("event=spool-unreadable message={}", message);
        Optional<Segment> segment = segments.at(place.position());
        if (segment.isEmpty()) {
            return;
        }
        try {
            quarantine.setAside(
                    segment.get(), new SpoolEntry.Corrupt(place.position(), place.size()));
        } catch (IOException failure) {
            throw new SpoolFailedException("corrupt, not set aside: " + message, failure);
        }
    }
}
