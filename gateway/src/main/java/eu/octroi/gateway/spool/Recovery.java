// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.FailPoint;
import eu.octroi.gateway.domain.MessageId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds what is known of the log by reading it, oldest segment first. A second reading finds the
 * same. Nothing is written to an old segment again: appending goes on in a new one.
 *
 * <p>Bodies are read and proved only where a record may be torn: in the segment that was written
 * last, and in those that once were, as {@link SpoolRecord.Kind#ENDS} records tell. All else was
 * forced before the next segment was begun; a body that rotted there is found when it is read to be
 * delivered or carried. Thread-confined.
 */
final class Recovery {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Path directory;
    private final SpoolFiles files;
    private final Quarantine quarantine;
    private final Segments segments;
    private final LiveMessages live;
    private final Map<Long, Integer> ends = new TreeMap<>();
    private long lastGeneration;
    private long lastBegun;

    Recovery(
            Path directory,
            SpoolFiles files,
            Quarantine quarantine,
            Segments segments,
            LiveMessages live) {
        this.directory = directory;
        this.files = files;
        this.quarantine = quarantine;
        this.segments = segments;
        this.live = live;
    }

    /** Reads everything; afterwards the segments and their live messages are known. */
    void run() throws IOException {
        List<Segment> found = open();
        for (Segment segment : found) {
            readFirst(segment);
        }
        for (Segment segment : found) {
            scan(segment);
        }
        forceNewest();
        live.markFound();
        LOG.info(
                "event=spool-recovered segments={} messages={}", segments.count(), live.messages());
    }

    /** The highest generation ever seen, or 0. */
    long lastGeneration() {
        return lastGeneration;
    }

    /** Where the log of the earlier process ends: whatever is torn behind it stays out of it. */
    Map<Long, Integer> ends() {
        Map<Long, Integer> last = new TreeMap<>();
        segments.newest().ifPresent(s -> last.put(s.generation(), s.end()));
        return last;
    }

    private List<Segment> open() throws IOException {
        Map<Long, String> names = new TreeMap<>();
        List<String> listed = files.list(directory);
        for (String name : listed) {
            SegmentMaker.generation(name).ifPresent(generation -> names.put(generation, name));
        }
        List<Segment> found = new ArrayList<>();
        for (Map.Entry<Long, String> entry : names.entrySet()) {
            found.add(open(entry.getKey(), directory.resolve(entry.getValue())));
            lastGeneration = entry.getKey();
        }
        // Only now is it known that all of it is ours to change.
        for (String name : listed) {
            if (name.endsWith(SegmentMaker.PREPARING)) {
                files.delete(directory.resolve(name));
            }
        }
        files.forceDirectory(directory);
        return found;
    }

    private Segment open(long generation, Path path) throws IOException {
        SpoolFile file = files.open(path);
        int size = (int) Math.min(Integer.MAX_VALUE, file.size());
        ByteBuffer block = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(block, 0);
        Optional<SegmentHeader> header = SegmentHeader.read(block.flip(), generation);
        if (header.isEmpty()) {
            refuseLaterVersion(path, block);
            LOG.error("event=spool-header-corrupt generation={}", generation);
        }
        // Without its salt no record of the segment can be proved: the scan sets all of it aside.
        return new Segment(
                header.orElse(new SegmentHeader(generation, 0, Instant.EPOCH)), path, file, size);
    }

    private static void refuseLaterVersion(Path path, ByteBuffer block) {
        SegmentHeader.unknownVersion(block)
                .ifPresent(
                        version -> {
                            throw new SpoolFailedException(
                                    "%s has format %d, written by a later octroi: start that one"
                                            .formatted(path, version));
                        });
    }

    private void readFirst(Segment segment) throws IOException {
        SegmentScan.ends(segment)
                .ifPresent(
                        told -> {
                            ends.putAll(told);
                            lastBegun = segment.generation();
                        });
    }

    private void scan(Segment segment) throws IOException {
        int to = ends.getOrDefault(segment.generation(), segment.size());
        SegmentScan scan =
                new SegmentScan(
                        segment,
                        SegmentHeader.BYTES,
                        to,
                        Math.min(WINDOW_BYTES, Math.max(to, SegmentHeader.BYTES)),
                        mayBeTorn(segment));
        segments.add(segment);
        for (var entry = scan.next(); entry.isPresent(); entry = scan.next()) {
            switch (entry.get()) {
                case SpoolEntry.Intact intact -> apply(segment, intact);
                case SpoolEntry.Corrupt corrupt -> quarantine.setAside(segment, corrupt);
            }
        }
        if (scan.intactEnd() == SegmentHeader.BYTES) {
            remove(segment);
        } else {
            segment.extend(scan.intactEnd(), segment.header().preparedAt());
        }
    }

    private boolean mayBeTorn(Segment segment) {
        return segment.generation() >= lastBegun || ends.containsKey(segment.generation());
    }

    /** A segment that was ready and never used, or all set aside. */
    private void remove(Segment segment) throws IOException {
        segments.remove(segment);
        segment.file().close();
        files.delete(segment.path());
        files.forceDirectory(directory);
    }

    private void apply(Segment segment, SpoolEntry.Intact entry) {
        FailPoint.IN_RECOVERY.pass();
        SpoolRecord record = entry.record();
        byte[] head = entry.head().toByteArray();
        if (record.kind().isEvent()) {
            segment.event(record.position());
        }
        switch (record.kind()) {
            case ACCEPTED, CARRIED -> message(record, head);
            case SETTLED -> {
                var mark = MarkCodec.settled(record.position(), head);
                close(mark.message(), mark.copy());
            }
            case CARRIED_MARKS ->
                    MarkCodec.carriedMarks(head).stream()
                            .forEach(copy -> close(AcceptanceCodec.id(head), copy));
            case INTERVENED -> {
                var mark = MarkCodec.intervened(record.position(), head);
                if (live.isOpen(mark.message(), mark.copy())) {
                    live.intervene(mark.message(), mark.copy(), mark.intervention());
                }
            }
            case CARRIED_HOLDS ->
                    live.replaceHolds(AcceptanceCodec.id(head), MarkCodec.carriedHolds(head));
            case ENDS -> {}
        }
    }

    private void message(SpoolRecord record, byte[] head) {
        Arrival message = AcceptanceCodec.arrival(head, record.size());
        if (record.kind() == SpoolRecord.Kind.CARRIED && live.contains(message.id())) {
            holdsSettled(live.moveTo(message.id(), record.position()));
        } else if (message.isDone()) {
            holdsSettled(record.position());
        } else {
            live.add(message, record.position());
        }
    }

    private void close(MessageId id, int copy) {
        live.close(id, copy).filter(_ -> !live.contains(id)).ifPresent(this::holdsSettled);
    }

    private void holdsSettled(long position) {
        segments.at(position).ifPresent(Segment::addSettled);
    }

    /** What a killed process wrote without forcing is in the log now, so it must stay there. */
    private void forceNewest() throws IOException {
        Optional<Segment> newest = segments.newest();
        if (newest.isPresent()) {
            newest.get().file().force();
        }
    }
}
