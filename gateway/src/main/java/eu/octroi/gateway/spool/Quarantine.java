// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where octets go that should have been a record: a copy of each stretch, named for its place. The
 * gateway never deletes one; a person looks at it, rescues what is there and removes it. It may
 * hold personal data. Thread-safe.
 */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final Path directory;
    private final SpoolFiles files;
    private final SpoolMeters meters;

    /** Places of what was set aside by this process: what is asked for again is counted once. */
    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    Quarantine(Path spool, SpoolFiles files, SpoolMeters meters) {
        this.directory = spool.resolve("quarantine");
        this.files = files;
        this.meters = meters;
    }

    /** Copies the stretch and forces the copy; the same stretch lands in the same file. */
    void setAside(Segment segment, SpoolEntry.Corrupt corrupt) throws IOException {
        if (known.contains(corrupt.position())) {
            return;
        }
        ByteBuffer octets = ByteBuffer.allocate(corrupt.length());
        segment.read(octets, Position.offset(corrupt.position()));
        Path copy = directory.resolve(name(corrupt.position()));
        files.createDirectory(directory);
        try (SpoolFile file = files.open(copy)) {
            file.write(octets.flip(), 0);
            file.force();
        }
        files.forceDirectory(directory);
        known.add(corrupt.position());
        meters.corrupt();
        LOG.error(
                "event=spool-corrupt generation={} offset={} octets={} copy={}",
                segment.generation(),
                Position.offset(corrupt.position()),
                corrupt.length(),
                copy);
    }

    private static String name(long position) {
        return String.format(
                Locale.ROOT,
                "%010d-%010d.corrupt",
                Position.generation(position),
                Position.offset(position));
    }
}
