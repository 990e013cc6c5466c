// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.store.StoreException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Builds an index from the record by folding its events in order. Thread-safe.
 *
 * <p>Folding an event again changes nothing as long as all later ones follow, so a replay may begin
 * anywhere before the watermark.
 */
final class IndexBuilder {
    /** Room a new file has for every key the list has now. */
    static final int HEADROOM = 3;

    /** Room for every key that an import of known length will have brought. */
    private static final double EXPECTED_ROOM = 1.5;

    /** No file is made for fewer keys, so that one batch of an import always fits. */
    static final long CAPACITY_MIN = 2 * ListImport.BATCH;

    private final SuppressionLog log;
    private final RebuildProgress progress;

    IndexBuilder(SuppressionLog log, RebuildProgress progress) {
        this.log = log;
        this.progress = progress;
    }

    /** Keys to make a file for, given what the record holds, what comes and what is configured. */
    static long capacity(long events, long entriesMin, long expected) {
        long growing = Math.max(events * HEADROOM, (long) ((events + expected) * EXPECTED_ROOM));
        return Math.max(CAPACITY_MIN, Math.max(entriesMin, growing));
    }

    /** A new, empty index. */
    static GuardedIndex create(Path file, long capacity) {
        try {
            return new GuardedIndex(ChronicleSuppressionIndex.open(file, capacity));
        } catch (IOException | RuntimeException e) {
            throw new StoreException("the index " + file + " cannot be made: " + e, e);
        }
    }

    /**
     * Folds everything after {@code from} into {@code index}; returns the last event's sequence.
     */
    long replay(SuppressionIndex index, long from, String why) {
        long total = Math.max(0, log.last() - from);
        long sequence = from;
        long done = 0;
        while (true) {
            List<RecordedEvent> page = log.after(sequence);
            if (page.isEmpty()) {
                return sequence;
            }
            page.forEach(numbered -> index.apply(numbered.event()));
            if (Thread.currentThread().isInterrupted()) {
                throw new StoreException("the gateway stops while an index is being built");
            }
            sequence = page.getLast().sequence();
            done += page.size();
            progress.at(why, done, Math.max(total, done));
        }
    }
}
