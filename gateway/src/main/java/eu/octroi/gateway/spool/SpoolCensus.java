// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Outcome;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files of a spool say of every recipient in them, read without changing anything. Of a
 * spool that is being written it may miss what was written meanwhile. Thread-confined until read,
 * then immutable.
 */
public final class SpoolCensus {
    private static final int WINDOW_BYTES = 1 << 16;

    private final Map<MessageId, Taken> messages = new HashMap<>();
    private final Map<CopyId, Outcome.Kind> outcomes = new HashMap<>();
    private final Set<CopyId> ended = new HashSet<>();
    private final Set<MessageId> quarantined = new HashSet<>();
    private final Map<Long, Integer> ends = new TreeMap<>();
    private long lastBegun;

    /**
     * A message whose record is whole.
     *
     * @param permitted the copies that were to be delivered
     * @param position at which it was accepted; 0 when that record is gone, and the ledger has it
     */
    public record Taken(int copies, BitSet permitted, long position) {}

    private SpoolCensus() {}

    /**
     * Reads all of it; blocking. Throws {@link SpoolFailedException} when it cannot be read.
     *
     * @param directory the spool's own; one that is not there is empty
     */
    public static SpoolCensus read(Path directory) {
        SpoolCensus census = new SpoolCensus();
        try {
            Map<Long, Path> segments = census.segments(directory);
            for (Map.Entry<Long, Path> segment : segments.entrySet()) {
                census.open(segment.getKey(), segment.getValue(), census::readFirst);
            }
            for (Map.Entry<Long, Path> segment : segments.entrySet()) {
                census.open(segment.getKey(), segment.getValue(), census::scan);
            }
            census.readQuarantine(directory.resolve("quarantine"));
        } catch (IOException failure) {
            throw new SpoolFailedException("cannot read the spool", failure);
        }
        return census;
    }

    public Map<MessageId, Taken> messages() {
        return messages;
    }

    /** How the copy ended, as far as its mark is still here. */
    public Optional<Outcome.Kind> outcome(CopyId copy) {
        return Optional.ofNullable(outcomes.get(copy));
    }

    /** Whether the copy is here and still to be delivered. */
    public boolean isOpen(CopyId copy) {
        Taken message = messages.get(copy.message());
        return message != null
                && message.permitted().get(copy.index())
                && !outcomes.containsKey(copy)
                && !ended.contains(copy);
    }

    /** Whether octets that should have been this message were set aside. */
    public boolean isQuarantined(MessageId message) {
        return quarantined.contains(message);
    }

    private Map<Long, Path> segments(Path directory) throws IOException {
        Map<Long, Path> found = new TreeMap<>();
        for (Path file : list(directory)) {
            SegmentMaker.generation(file.getFileName().toString())
                    .ifPresent(generation -> found.put(generation, file));
        }
        return found;
    }

    private interface Reading {
        void of(Segment segment) throws IOException;
    }

    private void open(long generation, Path path, Reading reading) throws IOException {
        try (SpoolFile file = new ReadOnlyFile(path)) {
            int size = (int) Math.min(Integer.MAX_VALUE, file.size());
            ByteBuffer block = ByteBuffer.allocate(SegmentHeader.BYTES);
            file.read(block, 0);
            Optional<SegmentHeader> header = SegmentHeader.read(block.flip(), generation);
            if (header.isPresent()) {
                reading.of(new Segment(header.get(), path, file, size));
            }
        } catch (NoSuchFileException gone) {
            // Cleared away meanwhile: what was live in it stands further on.
            return;
        }
    }

    private void readFirst(Segment segment) throws IOException {
        SegmentScan.ends(segment)
                .ifPresent(
                        told -> {
                            ends.putAll(told);
                            lastBegun = segment.generation();
                        });
    }

    /** Bodies are proved where {@link Recovery} proves them: elsewhere a gateway has them too. */
    private void scan(Segment segment) throws IOException {
        long generation = segment.generation();
        SegmentScan scan =
                new SegmentScan(
                        segment,
                        SegmentHeader.BYTES,
                        ends.getOrDefault(generation, segment.size()),
                        WINDOW_BYTES,
                        generation >= lastBegun || ends.containsKey(generation));
        for (var entry = scan.next(); entry.isPresent(); entry = scan.next()) {
            if (entry.get() instanceof SpoolEntry.Intact intact) {
                add(intact.record(), intact.head().toByteArray());
            }
        }
    }

    private void add(SpoolRecord record, byte[] head) {
        switch (record.kind()) {
            case ACCEPTED -> add(head, record.position());
            // Its first segment may go only once the ledger has passed it.
            case CARRIED -> add(head, 0);
            case SETTLED -> {
                var mark = MarkCodec.settled(record.position(), head);
                outcomes.put(new CopyId(mark.message(), mark.copy()), mark.outcome().kind());
            }
            case CARRIED_MARKS ->
                    MarkCodec.carriedMarks(head).stream()
                            .forEach(i -> ended.add(new CopyId(AcceptanceCodec.id(head), i)));
            case INTERVENED, CARRIED_HOLDS, ENDS -> {}
        }
    }

    private void add(byte[] head, long position) {
        messages.putIfAbsent(
                AcceptanceCodec.id(head), taken(AcceptanceCodec.acceptance(head), position));
    }

    private static Taken taken(Acceptance acceptance, long position) {
        BitSet permitted = new BitSet();
        for (int i = 0; i < acceptance.copies().size(); i++) {
            permitted.set(i, acceptance.copies().get(i).verdict().permitsDelivery());
        }
        return new Taken(acceptance.copies().size(), permitted, position);
    }

    /** The id stands where the head of a record begins, if the octets were a record. */
    private void readQuarantine(Path directory) throws IOException {
        for (Path file : list(directory)) {
            byte[] octets = Files.readAllBytes(file);
            if (octets.length >= SpoolRecord.HEADER_BYTES + MessageId.BYTES) {
                ByteBuffer id = ByteBuffer.wrap(octets).position(SpoolRecord.HEADER_BYTES);
                quarantined.add(new MessageId(id.getLong(), id.getLong()));
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
