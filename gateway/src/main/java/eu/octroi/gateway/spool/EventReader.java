// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.SpoolEvent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads events from the forced part of the log for the ledger, skipping bodies: the ledger lives
 * from the same octets that recovery would read, so it can lag or fail without anything lost. A
 * message whose body recovery found torn is told as accepted all the same: its head is whole, and
 * whether it was acknowledged nobody can tell. The books have it as quarantined. Guarded by its
 * monitor.
 */
final class EventReader {
    /** Holds the header and head of a record with a few recipients. */
    private static final int WINDOW_BYTES = 2048;

    private final Segments segments;
    private Cursor cursor = new Cursor(0, 0, 0);

    /** Behind the event at {@code after}, reading goes on at this place. */
    private record Cursor(long after, long generation, int offset) {}

    EventReader(Segments segments) {
        this.segments = segments;
    }

    synchronized List<SpoolEvent> after(long position, int max) {
        if (cursor.after() != position) {
            cursor = new Cursor(position, Position.generation(position), 0);
        }
        List<SpoolEvent> events = new ArrayList<>();
        Optional<Segment> next = segments.from(cursor.generation());
        while (next.isPresent() && events.size() < max) {
            Segment segment = next.get();
            // Asked before reading: once there is a next one, this one grows no more.
            next = segments.from(segment.generation() + 1);
            read(segment, position, max, events);
        }
        return events;
    }

    private void read(Segment segment, long position, int max, List<SpoolEvent> events) {
        int from = segment.generation() == cursor.generation() ? cursor.offset() : 0;
        SegmentScan scan =
                new SegmentScan(
                        segment,
                        Math.max(from, SegmentHeader.BYTES),
                        segment.end(),
                        WINDOW_BYTES,
                        false);
        try {
            boolean more = true;
            while (more && events.size() < max) {
                Optional<SpoolEntry> entry = scan.next();
                more = entry.isPresent();
                entry.flatMap(EventReader::event)
                        .filter(event -> event.position() > position)
                        .ifPresent(events::add);
            }
        } catch (IOException failure) {
            if (segments.contains(segment)) {
                throw new SpoolFailedException("cannot read events", failure);
            }
        }
        long last = events.isEmpty() ? cursor.after() : events.getLast().position();
        cursor = new Cursor(last, segment.generation(), scan.offset());
    }

    private static Optional<SpoolEvent> event(SpoolEntry entry) {
        return entry instanceof SpoolEntry.Intact intact ? event(intact) : Optional.empty();
    }

    private static Optional<SpoolEvent> event(SpoolEntry.Intact entry) {
        long position = entry.record().position();
        byte[] head = entry.head().toByteArray();
        return switch (entry.record().kind()) {
            case ACCEPTED ->
                    Optional.of(
                            new SpoolEvent.Accepted(position, AcceptanceCodec.acceptance(head)));
            case SETTLED -> Optional.of(MarkCodec.settled(position, head));
            case INTERVENED -> Optional.of(MarkCodec.intervened(position, head));
            case CARRIED, CARRIED_MARKS, CARRIED_HOLDS, ENDS -> Optional.empty();
        };
    }
}
