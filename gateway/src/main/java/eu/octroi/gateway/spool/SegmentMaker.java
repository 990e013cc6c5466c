// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes segment files. A file is named {@code .preparing} until it is written with zeros, headed
 * and forced, and while an old segment is wiped for its next use: such a file never holds anything
 * that was acknowledged. Thread-safe if its random generator is.
 */
final class SegmentMaker {
    static final String PREPARING = ".preparing";
    static final String SEGMENT = ".segment";
    private static final int ZEROS_BYTES = 1 << 20;

    private final Path directory;
    private final int size;
    private final SpoolFiles files;
    private final RandomGenerator random;
    private final Clock clock;

    SegmentMaker(Path directory, int size, SpoolFiles files, RandomGenerator random, Clock clock) {
        this.directory = directory;
        this.size = size;
        this.files = files;
        this.random = random;
        this.clock = clock;
    }

    int size() {
        return size;
    }

    long freeSpace() throws IOException {
        return files.freeSpace(directory);
    }

    /** Makes the segment of this generation; blocks for as long as zeroing takes. */
    Segment make(long generation) throws IOException {
        Path preparing = directory.resolve(name(generation, PREPARING));
        SpoolFile file = files.open(preparing);
        try {
            return finish(generation, preparing, file);
        } catch (IOException failure) {
            discard(preparing, file, failure);
            throw failure;
        }
    }

    /** Takes a segment's name away, durably: after this no recovery reads it. */
    Path retire(Segment segment) throws IOException {
        Path retired = directory.resolve(name(segment.generation(), PREPARING));
        if (files.list(directory).contains(segment.path().getFileName().toString())) {
            files.rename(segment.path(), retired);
        }
        files.forceDirectory(directory);
        return retired;
    }

    /** Wipes a retired file and makes it the segment of this generation. */
    Segment remake(long generation, Path retired, SpoolFile file) throws IOException {
        try {
            return finish(generation, retired, file);
        } catch (IOException failure) {
            discard(retired, file, failure);
            throw failure;
        }
    }

    /** Removes a retired file with all its bodies, durably. */
    void delete(Path retired, SpoolFile file) throws IOException {
        files.delete(retired);
        files.forceDirectory(directory);
        file.close();
    }

    /** The generation in the name of a finished segment. */
    static Optional<Long> generation(String name) {
        return name.matches("\\d{10}\\.segment")
                ? Optional.of(Long.parseLong(name.substring(0, 10)))
                : Optional.empty();
    }

    private Segment finish(long generation, Path preparing, SpoolFile file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS_BYTES, size));
        for (long at = 0; at < size; at += zeros.capacity()) {
            file.write(zeros.clear().limit((int) Math.min(zeros.capacity(), size - at)), at);
        }
        SegmentHeader header = new SegmentHeader(generation, random.nextLong(), clock.instant());
        file.write(header.toBuffer(), 0);
        file.force();
        Path path = directory.resolve(name(generation, SEGMENT));
        files.rename(preparing, path);
        files.forceDirectory(directory);
        return new Segment(header, path, file, size);
    }

    private void discard(Path path, SpoolFile file, IOException failure) {
        try {
            file.close();
            files.delete(path);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    private static String name(long generation, String ending) {
        return String.format(Locale.ROOT, "%010d%s", generation, ending);
    }
}
