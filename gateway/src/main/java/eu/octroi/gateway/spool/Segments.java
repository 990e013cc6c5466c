// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The segments that hold the log, by generation. They go oldest first and never out of order: a
 * settled mark always lies after its message, so no message outlives its marks. Thread-safe.
 */
final class Segments {
    private final ConcurrentSkipListMap<Long, Segment> byGeneration = new ConcurrentSkipListMap<>();

    void add(Segment segment) {
        byGeneration.put(segment.generation(), segment);
    }

    void remove(Segment segment) {
        byGeneration.remove(segment.generation());
    }

    int count() {
        return byGeneration.size();
    }

    /** Oldest first; a live view. */
    Collection<Segment> all() {
        return byGeneration.values();
    }

    Optional<Segment> oldest() {
        return Optional.ofNullable(byGeneration.firstEntry()).map(Map.Entry::getValue);
    }

    Optional<Segment> newest() {
        return Optional.ofNullable(byGeneration.lastEntry()).map(Map.Entry::getValue);
    }

    /** The segment in which the position lies, unless it is gone. */
    Optional<Segment> at(long position) {
        return Optional.ofNullable(byGeneration.get(Position.generation(position)));
    }

    /** The segment of this generation, or the first after it. */
    Optional<Segment> from(long generation) {
        return Optional.ofNullable(byGeneration.ceilingEntry(generation)).map(Map.Entry::getValue);
    }

    boolean contains(Segment segment) {
        return byGeneration.containsKey(segment.generation());
    }

    long usedBytes() {
        return all().stream().mapToLong(Segment::usedBytes).sum();
    }
}
