// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SaidClauses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a ledger, of one that is written as well as of one at rest; every call reads
 * files and blocks. Throws {@link LedgerException}. Thread-safe.
 */
public final class LedgerFiles {
    /** Rows read at once: between two of them the writer can tidy its log up. */
    private static final int PAGE = 5_000;

    private final Path directory;

    private LedgerFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Of a directory.
     *
     * @param directory the ledger's own; one that is not there is an empty ledger
     */
    public static LedgerFiles in(Path directory) {
        return new LedgerFiles(directory);
    }

    /** What a person did with a copy that waited. Immutable. */
    public record Intervened(int copy, Intervention intervention) {}

    /** Takes rows one after another. */
    @FunctionalInterface
    public interface Sink {
        /** Takes one; what it throws ends the reading. */
        void take(StoredRow row) throws IOException;
    }

    /**
     * The rows on one person, newest first within each month, newest month first.
     *
     * @param keys under which the person may be known
     */
    public List<StoredRow> byRecipient(List<PersonKey> keys, int limit) {
        String places = String.join(", ", Collections.nCopies(keys.size(), "?"));
        String condition = "recipient IN (" + places + ") ORDER BY at DESC, sequence DESC";
        return rows(
                condition,
                limit,
                statement -> {
                    for (int i = 0; i < keys.size(); i++) {
                        statement.setBytes(i + 1, keys.get(i).toByteArray());
                    }
                });
    }

    /** The rows on one message by copy and time. */
    public List<StoredRow> byMessage(MessageId message) {
        List<StoredRow> rows =
                new ArrayList<>(
                        rows(
                                "message = ? ORDER BY copy, at",
                                Integer.MAX_VALUE,
                                statement -> statement.setBytes(1, message.toByteArray())));
        rows.sort(
                Comparator.comparing(
                                (StoredRow r) ->
                                        r.row().copy().map(LedgerRow.CopyOf::index).orElse(0))
                        .thenComparing(r -> r.row().at()));
        return rows;
    }

    /** Who held or released copies of a message, in the order in which it was done. */
    public List<Intervened> interventions(MessageId message) {
        List<Intervened> all = new ArrayList<>();
        for (Path file : newestFirst()) {
            try (Months.Opened opened = Months.Opened.of(file)) {
                opened.reader().ifPresent(reader -> all.addAll(reader.interventions(message)));
            }
        }
        all.sort(Comparator.comparing(one -> one.intervention().at()));
        return all;
    }

    /**
     * What the clauses said that a row names; empty for a row without clauses.
     *
     * @param reference {@link SaidClauses#reference}
     */
    public Optional<SaidClauses> said(String reference) {
        String digest = reference.substring(reference.lastIndexOf('/') + 1);
        for (Path file : newestFirst()) {
            try (Months.Opened opened = Months.Opened.of(file)) {
                Optional<SaidClauses> found =
                        opened.reader()
                                .flatMap(reader -> reader.said(digest))
                                .filter(said -> said.reference().equals(reference));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** About how many rows {@link #export} goes through. */
    public long rowsMax(Span span) {
        long rows = 0;
        for (Path file : newestFirst()) {
            if (span.reaches(Months.month(file))) {
                try (Months.Opened opened = Months.Opened.of(file)) {
                    rows +=
                            opened.reader()
                                    .map(reader -> reader.number("SELECT sequence FROM progress"))
                                    .orElse(0L);
                }
            }
        }
        return rows;
    }

    /**
     * Hands over the rows of a period in the order in which they were written. Rows that are
     * written meanwhile come at the end.
     *
     * @param after the last row that is known already
     * @throws IOException what the sink throws
     */
    public void export(Span span, Optional<RowId> after, Sink sink) throws IOException {
        for (Path file : newestFirst().reversed()) {
            String month = Months.month(file);
            boolean isBehind = after.filter(id -> month.compareTo(id.month()) < 0).isEmpty();
            if (span.reaches(month) && isBehind) {
                export(file, span, after.filter(id -> id.month().equals(month)), sink);
            }
        }
    }

    /**
     * A period, by when things happened. Immutable.
     *
     * @param from the first moment of it
     * @param until the first moment after it
     */
    public record Span(Instant from, Instant until) {
        /** All there is. */
        public static final Span ALL =
                new Span(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

        /** A row is written in its month or, when it came at the end of it, in the next. */
        boolean reaches(String month) {
            return month(from).compareTo(month) <= 0
                    && month.compareTo(YearMonth.parse(month(until)).plusMonths(1).toString()) <= 0;
        }

        private static String month(Instant moment) {
            return YearMonth.from(moment.atOffset(ZoneOffset.UTC)).toString();
        }
    }

    private void export(Path file, Span span, Optional<RowId> after, Sink sink) throws IOException {
        long last = after.map(RowId::sequence).orElse(Long.MIN_VALUE);
        boolean more = true;
        while (more) {
            List<StoredRow> page = page(file, span, last);
            for (StoredRow row : page) {
                sink.take(row);
                last = row.id().sequence();
            }
            more = page.size() == PAGE;
        }
    }

    private static List<StoredRow> page(Path file, Span span, long last) {
        try (Months.Opened opened = Months.Opened.of(file)) {
            return opened.reader()
                    .map(
                            reader ->
                                    reader.rows(
                                            "sequence > ? AND at >= ? AND at < ?"
                                                    + " ORDER BY sequence LIMIT "
                                                    + PAGE,
                                            statement -> {
                                                statement.setLong(1, last);
                                                statement.setLong(2, span.from().toEpochMilli());
                                                statement.setLong(3, span.until().toEpochMilli());
                                            }))
                    .orElse(List.of());
        }
    }

    private List<StoredRow> rows(String condition, int limit, MonthReader.Question question) {
        List<StoredRow> rows = new ArrayList<>();
        for (Path file : newestFirst()) {
            if (rows.size() < limit) {
                try (Months.Opened opened = Months.Opened.of(file)) {
                    String limited = condition + " LIMIT " + (limit - rows.size());
                    opened.reader().ifPresent(r -> rows.addAll(r.rows(limited, question)));
                }
            }
        }
        return rows;
    }

    private List<Path> newestFirst() {
        return Files.isDirectory(directory) ? Months.newestFirst(directory) : List.of();
    }
}
