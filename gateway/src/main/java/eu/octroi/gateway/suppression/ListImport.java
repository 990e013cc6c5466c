// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.store.StoreException;
import eu.octroi.gateway.suppression.ImportLine.Entry;
import eu.octroi.gateway.suppression.ImportLine.Rejected;
import eu.octroi.gateway.suppression.ImportReport.Reject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads one list.
 *
 * <p>Lines are parsed and keyed in batches on the calling thread while the record and the index
 * take the batch before; a batch is compared with the index only when that one has arrived there,
 * so every entry is written once. What remains in memory is two batches and {@link SeenKeys}.
 * Confined to one import.
 */
final class ListImport {
    static final int BATCH = 20_000;

    /** A quoted field may run over lines, but an unclosed quote must not swallow the list. */
    static final int JOINED_LINES_MAX = 50;

    private final ImportTarget target;
    private final EntryKeys keys;
    private final IndexKeeper keeper;
    private final SuppressionChanges changes;
    private final ImportProgress progress;
    private final List<Entry> batch = new ArrayList<>(BATCH);
    private final SeenKeys seen = new SeenKeys();
    private final Deque<Lines.Line> putBack = new ArrayDeque<>();
    private final List<Reject> rejects = new ArrayList<>();
    private CompletableFuture<Long> before = CompletableFuture.completedFuture(0L);
    private @Nullable ImportLineReader reader;
    private long read;
    private long added;
    private long already;
    private long duplicates;
    private long rejected;
    private long hashed;

    ListImport(
            ImportTarget target,
            EntryKeys keys,
            IndexKeeper keeper,
            SuppressionChanges changes,
            ImportProgress progress) {
        this.target = target;
        this.keys = keys;
        this.keeper = keeper;
        this.changes = changes;
        this.progress = progress;
    }

    private record Added(PersonKey key, Reason reason) {}

    ImportReport read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        long number = 0;
        for (Lines.Line line = next(lines); line != null; line = next(lines)) {
            number = line.number();
            take(line, lines);
            if (batch.size() == BATCH) {
                write(later(number, lines.taken()));
                progress.at(number, lines.taken());
            }
        }
        write(0);
        await();
        progress.at(number, lines.taken());
        return new ImportReport(read, added, already, duplicates, rejected, hashed, rejects);
    }

    private Lines.@Nullable Line next(Lines lines) throws IOException {
        return putBack.isEmpty() ? lines.next() : putBack.poll();
    }

    private void take(Lines.Line line, Lines lines) throws IOException {
        if (line.text().isBlank()) {
            return;
        }
        String text = line.text().indexOf('"') < 0 ? line.text() : joined(line, lines);
        ImportLineReader known = reader;
        if (known == null) {
            Columns columns = Columns.of(text);
            known = new ImportLineReader(columns, target, keys);
            reader = known;
            if (columns.hasHeader()) {
                return;
            }
        }
        read++;
        switch (line.isCut() ? new Rejected("the line is too long") : known.read(text)) {
            case Entry entry -> batch.add(entry);
            case Rejected reject -> reject(line.number(), reject.why());
        }
    }

    /** A quoted field may hold line ends: takes the lines up to the closing quote. */
    private String joined(Lines.Line line, Lines lines) throws IOException {
        List<Lines.Line> more = new ArrayList<>();
        StringBuilder text = new StringBuilder(line.text());
        while (!isClosed(text) && more.size() < JOINED_LINES_MAX) {
            Lines.Line next = next(lines);
            if (next == null) {
                break;
            }
            more.add(next);
            text.append('\n').append(next.text());
        }
        if (isClosed(text)) {
            return text.toString();
        }
        // The quote is a stray one: the lines after it stand for themselves.
        for (int i = more.size() - 1; i >= 0; i--) {
            putBack.push(more.get(i));
        }
        return line.text();
    }

    private static boolean isClosed(CharSequence text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 0;
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
                }
            } else {
                fresh.add(event);
                seen.add(event.key(), event.reason());
                hashed += event.kind().isHashed() ? 1 : 0;
            }
        }
        batch.clear();
        added += fresh.size();
        if (!fresh.isEmpty() && !target.options().dryRun()) {
            keeper.awaitRoom(fresh.size(), later);
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
            if (keeper.get(key).filter(marks -> marks.has(event.reason())).isPresent()) {
                return true;
            }
        }
        return false;
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
