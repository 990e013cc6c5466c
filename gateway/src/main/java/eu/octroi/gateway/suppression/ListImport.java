// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.store.StoreException;
import eu.octroi.gateway.suppression.ImportLine.Entry;
import eu.octroi.gateway.suppression.ImportLine.Passed;
import eu.octroi.gateway.suppression.ImportLine.Rejected;
import eu.octroi.gateway.suppression.ImportReport.Reject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads one list.
 *
 * <p>Rows are parsed and keyed in batches on the calling thread while the record and the index take
 * the batch before; a batch is compared with the index only when that one has arrived there, so
 * every entry is written once. A batch is written in the order of its keys: the record does not
 * keep who stood beside whom. A list that came to its end is one row of the journal, with its
 * digest and counts. What remains in memory is two batches and {@link SeenKeys}. Confined to one
 * import.
 */
final class ListImport {
    static final int BATCH = 20_000;

    private static final Comparator<SuppressionEvent> BY_KEY =
            (one, other) -> {
                int high = Long.compareUnsigned(one.key().high(), other.key().high());
                return high == 0 ? Long.compareUnsigned(one.key().low(), other.key().low()) : high;
            };

    private final ImportTarget target;
    private final IndexKeeper keeper;
    private final SuppressionChanges changes;
    private final ImportProgress progress;
    private final List<Entry> batch = new ArrayList<>(BATCH);
    private final SeenKeys seen = new SeenKeys();
    private final List<Reject> rejects = new ArrayList<>();
    private CompletableFuture<Long> before = CompletableFuture.completedFuture(0L);
    private final ImportLineReader reader;
    private long read;
    private long added;
    private long already;
    private long duplicates;
    private long passed;
    private long rejected;
    private long hashed;

    ListImport(
            ImportTarget target,
            EntryKeys keys,
            IndexKeeper keeper,
            SuppressionChanges changes,
            ImportProgress progress) {
        this.target = target;
        this.keeper = keeper;
        this.changes = changes;
        this.progress = progress;
        this.reader = new ImportLineReader(target, keys);
    }

    private record Added(PersonKey key, Reason reason) {}

    ImportReport read(InputStream in) throws IOException {
        var octets = new DigestInputStream(in, Sha256.digest());
        ImportRows rows = ImportRows.of(octets);
        for (ImportRow row = rows.next(); row != null; row = rows.next()) {
            take(row);
            if (batch.size() == BATCH) {
                write(later(rows.lines(), rows.octets()));
                progress.at(rows.lines(), rows.octets());
            }
        }
        write(0);
        await();
        // What stands behind the end of a list in JSON belongs to the digest too.
        octets.transferTo(OutputStream.nullOutputStream());
        progress.at(rows.lines(), rows.octets());
        String sha256 = HexFormat.of().formatHex(octets.getMessageDigest().digest());
        if (!target.options().dryRun()) {
            before = changes.append(taken(rows.octets(), sha256)).thenApply(Link::last);
            await();
        }
        return new ImportReport(
                read, added, already, duplicates, passed, rejected, hashed, sha256, rejects);
    }

    private void take(ImportRow row) {
        read++;
        switch (reader.read(row)) {
            case Entry entry -> batch.add(entry);
            case Passed _ -> passed++;
            case Rejected reject -> reject(row.number(), reject.why());
        }
    }

    private TakenImport taken(long octets, String sha256) {
        ImportOptions options = target.options();
        return new TakenImport(
                target.now(),
                target.controller(),
                options.channel(),
                options.reason(),
                Marks.stored(options.asOf().orElse(target.now())),
                octets,
                sha256,
                new TakenImport.Counts(read, added, already, duplicates, passed, rejected));
    }

    /** How many lines are likely to follow, going by the length of those before. */
    private long later(long lines, long octets) {
        long ahead = target.options().octets().orElse(0) - octets;
        return ahead <= 0 ? 0 : Math.min(ahead, ahead * lines / octets);
    }

    private void write(long later) {
        await();
        List<SuppressionEvent> fresh = new ArrayList<>(batch.size());
        Set<Added> inBatch = HashSet.newHashSet(batch.size());
        for (Entry entry : batch) {
            SuppressionEvent event = entry.event();
            if (!inBatch.add(new Added(event.key(), event.reason()))) {
                duplicates++;
            } else if (stands(entry)) {
                if (seen.contains(event.key(), event.reason())) {
                    duplicates++;
                } else {
                    already++;
                    renew(entry, fresh);
                }
            } else {
                fresh.add(event);
                seen.add(event.key(), event.reason());
                added++;
                hashed += event.kind().isHashed() ? 1 : 0;
            }
        }
        batch.clear();
        if (!fresh.isEmpty() && !target.options().dryRun()) {
            keeper.awaitRoom(fresh.size(), later);
            fresh.sort(BY_KEY);
            before = changes.append(fresh);
        }
    }

    /** A dry run puts nothing into the index, so its own lines have to be remembered here. */
    private boolean stands(Entry entry) {
        SuppressionEvent event = entry.event();
        if (target.options().dryRun() && seen.contains(event.key(), event.reason())) {
            return true;
        }
        for (PersonKey key : entry.aliases()) {
            if (keeper.get(key).filter(marks -> marks.has(event.reason())).isPresent()
                    && !changes.isBeingLifted(key, event.reason())) {
                return true;
            }
        }
        return false;
    }

    /** What stands and would end too early counts from the newer date. */
    private void renew(Entry entry, List<SuppressionEvent> fresh) {
        SuppressionEvent event = entry.event();
        for (PersonKey key : entry.aliases()) {
            keeper.get(key)
                    .filter(marks -> marks.has(event.reason()))
                    .map(marks -> marks.since(event.reason()))
                    .filter(since -> changes.retentions().isToRenew(event, since))
                    .ifPresent(_ -> fresh.add(event.under(key).renewing()));
        }
    }

    private void await() {
        try {
            before.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void reject(long number, String why) {
        rejected++;
        if (rejects.size() < ImportReport.REJECTS_MAX) {
            rejects.add(new Reject(number, why));
        }
    }
}
