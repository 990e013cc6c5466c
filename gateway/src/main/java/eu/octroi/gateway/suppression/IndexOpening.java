// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.store.BootId;
import eu.octroi.gateway.store.FileSum;
import eu.octroi.gateway.store.StoreException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides at start whether the index on disk can be trusted, and rebuilds it when not (design
 * section 4).
 *
 * <pre>
 * closed cleanly, sum right            trusted, the record's newer events replayed
 * not closed, same kernel run          looked through; trusted up to a margin before its watermark,
 *                                      replayed; rebuilt when something was being written
 * not closed, another kernel run       rebuilt: mapped pages may have been lost
 * missing, unreadable, sum wrong       rebuilt
 * of another record, or ahead of it    the start ends: the record was lost or put back in time
 * </pre>
 */
final class IndexOpening {
    /** Events replayed below the watermark after a kill, beyond what is strictly needed. */
    static final long MARGIN = 10_000;

    private final IndexFiles files;
    private final SuppressionLog log;
    private final IndexBuilder builder;
    private final String record;
    private final long entriesMin;

    IndexOpening(
            IndexFiles files,
            SuppressionLog log,
            IndexBuilder builder,
            String record,
            long entriesMin) {
        this.files = files;
        this.log = log;
        this.builder = builder;
        this.record = record;
        this.entriesMin = entriesMin;
    }

    /** An index that follows the record to its end, and its state. */
    record Opened(GuardedIndex index, IndexState state) {}

    Opened open(BootId boot) {
        Optional<IndexState> found = IndexState.read(files.directory());
        if (found.isEmpty()) {
            return rebuild(boot, "there is no index");
        }
        IndexState state = found.get();
        checkRecord(state);
        if (state.checksum().isEmpty() && !state.boot().equals(boot)) {
            return rebuild(boot, "the machine stopped without closing the index");
        }
        return trust(state, boot);
    }

    Opened rebuild(BootId boot, String why) {
        return rebuild(boot, why, 0);
    }

    /** Builds a new file from the whole record, with room for {@code expected} more keys. */
    Opened rebuild(BootId boot, String why, long expected) {
        long events = log.last();
        SuppressionMeters.LOG.info("event=suppression-rebuild why=\"{}\" events={}", why, events);
        long capacity = IndexBuilder.capacity(events, entriesMin, expected);
        Path file = files.fresh();
        GuardedIndex index = IndexBuilder.create(file, capacity);
        long watermark = fill(index, why);
        var state =
                new IndexState(
                        record,
                        String.valueOf(file.getFileName()),
                        capacity,
                        watermark,
                        boot,
                        Optional.empty());
        return new Opened(index, state);
    }

    private long fill(SuppressionIndex index, String why) {
        try {
            return builder.replay(index, 0, why);
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private Opened trust(IndexState state, BootId boot) {
        Path file = files.of(state);
        GuardedIndex index;
        try {
            if (!Files.isRegularFile(file)) {
                return rebuild(boot, "the index file is missing");
            }
            if (state.checksum().filter(crc -> crc != FileSum.sum(file)).isPresent()) {
                return rebuild(boot, "the index file was changed or damaged");
            }
            index = new GuardedIndex(opened(file, state));
        } catch (IOException | RuntimeException e) {
            SuppressionMeters.LOG.warn("event=suppression-index-unreadable file={}", file, e);
            return rebuild(boot, "the index file cannot be read");
        }
        long margin = state.checksum().isPresent() ? 0 : MARGIN;
        long from = Math.max(0, state.watermark() - margin);
        long watermark = builder.replay(index, from, "the index is behind the record");
        return new Opened(index, state.inUse(boot).at(watermark));
    }

    private static ChronicleSuppressionIndex opened(Path file, IndexState state)
            throws IOException {
        return state.checksum().isPresent()
                ? ChronicleSuppressionIndex.open(file, state.capacity())
                : ChronicleSuppressionIndex.recover(file, state.capacity());
    }

    private void checkRecord(IndexState state) {
        if (!state.record().equals(record)) {
            throw new StoreException(
                    """
                    the index in %s was made from another record than record.db: one of them is \
                    from another data directory; restore the right record.db, or remove %1$s if \
                    the record is right\
                    """
                            .formatted(files.directory()));
        }
        long last = log.last();
        if (state.watermark() > last) {
            throw new StoreException(
                    """
                    the record ends at event %d, the index has seen %d: the record was put back to \
                    an older state and oppositions are missing from it; restore the newer \
                    record.db, or accept the loss by removing %s\
                    """
                            .formatted(last, state.watermark(), files.directory()));
        }
    }
}
