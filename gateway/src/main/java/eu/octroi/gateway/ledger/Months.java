// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The monthly files of a directory, as the writer needs them. Thread-safe. */
final class Months {
    private static final String ENDING = ".db";
    private static final Pattern NAME = Pattern.compile("[0-9]{4}-[0-9]{2}\\.db");

    private final Path directory;
    private final Clock clock;

    Months(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    void create() {
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failure) {
            throw new LedgerException("creating the ledger", failure);
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** The month of now in UTC, such as {@code 2026-11}. */
    String current() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).toString();
    }

    /** The newest month that has a file; empty when there is none. */
    Optional<String> newest() {
        return newestFirst(directory).stream().findFirst().map(Months::month);
    }

    Path file(String month) {
        return directory.resolve(month + ENDING);
    }

    /** The newest chained file before a month, and with which link it ends. */
    Optional<MonthFile.Predecessor> before(String month) {
        for (Path file : newestFirst(directory)) {
            if (month(file).compareTo(month) < 0) {
                try (Opened opened = Opened.of(file)) {
                    Optional<MonthFile.Predecessor> found =
                            opened.reader().flatMap(Months::predecessor);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the files have that link. */
    boolean has(Head head) {
        if (!Files.exists(file(head.month()))) {
            return false;
        }
        try (Opened opened = Opened.of(file(head.month()))) {
            return opened.reader().filter(reader -> reader.has(head)).isPresent();
        }
    }

    /** How far the files together cover the spool. */
    long position() {
        long furthest = 0;
        for (Path file : newestFirst(directory)) {
            try (Opened opened = Opened.of(file)) {
                furthest =
                        Math.max(
                                furthest,
                                opened.reader()
                                        .map(r -> r.number("SELECT position FROM progress"))
                                        .orElse(0L));
            }
        }
        return furthest;
    }

    /** The tallies of the days from {@code firstDay} on, counted since 1970. */
    Map<Event, Long> tallies(long firstDay) {
        Map<Event, Long> totals = new EnumMap<>(Event.class);
        for (Path file : newestFirst(directory)) {
            try (Opened opened = Opened.of(file)) {
                opened.reader()
                        .ifPresent(
                                reader ->
                                        reader.ask(
                                                "SELECT event, sum(count) FROM tally WHERE day >= ?"
                                                        + " GROUP BY event",
                                                statement -> statement.setLong(1, firstDay),
                                                row ->
                                                        totals.merge(
                                                                Event.ofCode(row.getInt(1)),
                                                                row.getLong(2),
                                                                Long::sum)));
            }
        }
        return totals;
    }

    /** The monthly files of a directory, newest first. */
    static List<Path> newestFirst(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> NAME.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException failure) {
            throw new LedgerException("listing the ledger", failure);
        }
    }

    /** The month a file is of, by its name. */
    static String month(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private static Optional<MonthFile.Predecessor> predecessor(MonthReader reader) {
        return reader.checkpoint()
                .flatMap(
                        signed ->
                                reader.end()
                                        .map(
                                                end ->
                                                        new MonthFile.Predecessor(
                                                                signed.checkpoint().ordinal(),
                                                                end)));
    }

    /** A file that is closed again whether it has tables or not. */
    record Opened(Optional<MonthReader> reader) implements AutoCloseable {
        static Opened of(Path file) {
            return new Opened(MonthReader.open(file));
        }

        @Override
        public void close() {
            reader.ifPresent(MonthReader::close);
        }
    }
}
