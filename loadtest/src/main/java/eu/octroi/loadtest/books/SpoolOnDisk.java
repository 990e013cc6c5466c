// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.books;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the segments and the quarantine of a spool say, for a gateway that does not run. Confined to
 * a thread.
 */
final class SpoolOnDisk {
    private static final int RECORD_HEADER = 40;

    private final Map<String, List<Boolean>> messages = new HashMap<>();
    private final Map<CopyId, Integer> outcomes = new HashMap<>();
    private final Set<CopyId> ended = new HashSet<>();
    private final Set<String> quarantined = new HashSet<>();

    private SpoolOnDisk() {}

    static SpoolOnDisk read(Path directory) throws IOException {
        SpoolOnDisk spool = new SpoolOnDisk();
        List<SegmentOnDisk> segments = new ArrayList<>();
        for (Path file : files(directory, ".segment")) {
            segments.add(SegmentOnDisk.read(file));
        }
        Map<Long, Integer> ends = new HashMap<>();
        for (SegmentOnDisk segment : segments) {
            segment.entries(Integer.MAX_VALUE).stream()
                    .limit(1)
                    .filter(first -> first.kind() == SegmentOnDisk.ENDS)
                    .forEach(first -> readEnds(new RecordHead(first.head()), ends));
        }
        for (SegmentOnDisk segment : segments) {
            int end = ends.getOrDefault(segment.generation(), Integer.MAX_VALUE);
            segment.entries(end).forEach(spool::add);
        }
        for (Path file : files(directory.resolve("quarantine"), ".corrupt")) {
            spool.setAside(Files.readAllBytes(file));
        }
        return spool;
    }

    /** Whether each copy was to be delivered, for every message whose record is whole. */
    Map<String, List<Boolean>> messages() {
        return messages;
    }

    /** By the code of the outcome. */
    Map<CopyId, Integer> outcomes() {
        return outcomes;
    }

    /** Ended, though how is said only in an earlier segment, which is gone. */
    Set<CopyId> ended() {
        return ended;
    }

    /** References in what was set aside, as far as they can be made out. */
    Set<String> quarantined() {
        return quarantined;
    }

    private void add(SegmentOnDisk.Entry entry) {
        RecordHead head = new RecordHead(entry.head());
        switch (entry.kind()) {
            case SegmentOnDisk.ACCEPTED, SegmentOnDisk.CARRIED ->
                    messages.put(head.message(), head.permitted());
            case SegmentOnDisk.SETTLED -> {
                CopyId copy = new CopyId(head.message(), head.number());
                outcomes.put(copy, head.octet());
            }
            case SegmentOnDisk.CARRIED_MARKS -> {
                String message = head.message();
                head.bits().stream().forEach(copy -> ended.add(new CopyId(message, copy)));
            }
            default -> {}
        }
    }

    private static void readEnds(RecordHead head, Map<Long, Integer> ends) {
        for (int left = head.number(); left > 0; left--) {
            ends.put(head.longNumber(), head.number());
        }
    }

    /** The reference stands where the head of a record begins, if the octets were a record. */
    private void setAside(byte[] octets) {
        if (octets.length >= RECORD_HEADER + CopyId.MESSAGE_OCTETS) {
            quarantined.add(
                    new RecordHead(ByteBuffer.wrap(octets).position(RECORD_HEADER)).message());
        }
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
