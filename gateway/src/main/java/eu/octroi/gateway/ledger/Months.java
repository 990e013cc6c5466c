// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.SaidClauses;

import org.sqlite.SQLiteConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The monthly files of a directory, and what is asked of all of them. Thread-safe. */
final class Months {
    private static final String ENDING = ".db";

    /** A file is there a moment before its tables are. */
    private static final String HAS_TABLES = "SELECT 1 FROM sqlite_schema WHERE name = 'progress'";

    private static final String HAS_SAID = "SELECT 1 FROM sqlite_schema WHERE name = 'said'";

    private final Path directory;
    private final Clock clock;

    Months(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** A question with its parameters, to be asked of a file. */
    interface Question {
        void bind(PreparedStatement statement) throws SQLException;
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

    /** The month in which rows are written now, in UTC, such as {@code 2026-11}. */
    String current() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).toString();
    }

    Path file(String month) {
        return directory.resolve(month + ENDING);
    }

    /** How far the files together cover the spool. */
    long position() {
        long furthest = 0;
        for (Path file : newestFirst()) {
            for (long position :
                    ask(file, "SELECT position FROM progress", _ -> {}, Months::first)) {
                furthest = Math.max(furthest, position);
            }
        }
        return furthest;
    }

    /** Rows for which the condition holds, from the newest file on. */
    List<LedgerRow> rows(String condition, int limit, Question question) {
        List<LedgerRow> rows = new ArrayList<>();
        String sql = "SELECT " + RowMapping.COLUMNS + " FROM entry WHERE " + condition;
        for (Path file : newestFirst()) {
            if (rows.size() < limit) {
                rows.addAll(
                        ask(
                                file,
                                sql + " LIMIT " + (limit - rows.size()),
                                question,
                                RowMapping::read));
            }
        }
        return rows;
    }

    /** What was said, from the newest file that has it. */
    Optional<SaidClauses> said(String digest) {
        String sql = "SELECT texts, notice, facts FROM said WHERE digest = ?";
        for (Path file : newestFirst()) {
            // A file of an earlier version has no such table.
            if (ask(file, HAS_SAID, _ -> {}, row -> row.getInt(1)).isEmpty()) {
                continue;
            }
            List<SaidClauses> found =
                    ask(
                            file,
                            sql,
                            statement -> statement.setString(1, digest),
                            row ->
                                    new SaidClauses(
                                            row.getString(1), row.getString(2), row.getString(3)));
            if (!found.isEmpty()) {
                return Optional.of(found.getFirst());
            }
        }
        return Optional.empty();
    }

    /** The tallies of the days from {@code firstDay} on, counted since 1970. */
    Map<Event, Long> tallies(long firstDay) {
        Map<Event, Long> totals = new EnumMap<>(Event.class);
        String sql = "SELECT event, sum(count) FROM tally WHERE day >= ? GROUP BY event";
        for (Path file : newestFirst()) {
            ask(
                    file,
                    sql,
                    statement -> statement.setLong(1, firstDay),
                    row -> totals.merge(Event.ofCode(row.getInt(1)), row.getLong(2), Long::sum));
        }
        return totals;
    }

    private interface Answer<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static long first(ResultSet row) throws SQLException {
        return row.getLong(1);
    }

    private static <T> List<T> ask(Path file, String sql, Question question, Answer<T> answer) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
                Statement tables = connection.createStatement();
                ResultSet made = tables.executeQuery(HAS_TABLES)) {
            return made.next() ? ask(connection, sql, question, answer) : List.of();
        } catch (SQLException failure) {
            throw new LedgerException("reading " + file.getFileName(), failure);
        }
    }

    private static <T> List<T> ask(
            Connection connection, String sql, Question question, Answer<T> answer)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            question.bind(statement);
            List<T> answers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(answer.of(rows));
                }
            }
            return answers;
        }
    }

    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException failure) {
            throw new LedgerException("listing the ledger", failure);
        }
    }
}
