// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.SaidClauses;

import org.sqlite.SQLiteConfig;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The file of one month, open for reading, also while it is written: everything asked of it is of
 * one moment. Confined to one thread.
 */
final class MonthReader implements Closeable {
    private final Path file;
    private final Connection connection;
    private final int version;

    private MonthReader(Path file, Connection connection, int version) {
        this.file = file;
        this.connection = connection;
        this.version = version;
    }

    /** Sets the parameters of a question. */
    interface Question {
        Question NONE = _ -> {};

        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Makes something of each row of an answer. */
    interface Answer<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Opens it; empty when it has no tables yet, as after a crash while it was made. */
    static Optional<MonthReader> open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) Duration.ofSeconds(10).toMillis());
        try {
            Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
            return read(file, connection);
        } catch (SQLException failure) {
            throw unreadable(file, failure);
        }
    }

    private static Optional<MonthReader> read(Path file, Connection connection)
            throws SQLException {
        try {
            connection.setAutoCommit(false);
            if (MonthSchema.isThere(connection)) {
                return Optional.of(
                        new MonthReader(file, connection, MonthSchema.version(connection)));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Which steps of {@link MonthSchema} the file has seen. */
    int version() {
        return version;
    }

    boolean isChained() {
        return version >= MonthSchema.CHAINED;
    }

    Connection connection() {
        return connection;
    }

    boolean has(String table) {
        return !ask(
                        "SELECT 1 FROM sqlite_schema WHERE name = ?",
                        statement -> statement.setString(1, table),
                        row -> row.getInt(1))
                .isEmpty();
    }

    /** With which link it ends; empty for a file from before the chain. */
    Optional<Head> end() {
        try {
            return isChained() ? Optional.of(Chain.end(connection)) : Optional.empty();
        } catch (SQLException failure) {
            throw unreadable(file, failure);
        }
    }

    Optional<Checkpoint.Signed> checkpoint() {
        try {
            return isChained() ? Checkpoint.read(connection) : Optional.empty();
        } catch (SQLException failure) {
            throw unreadable(file, failure);
        }
    }

    /** Whether the file has that link. */
    boolean has(Head head) {
        if (!isChained()) {
            return false;
        }
        if (head.link() == 0) {
            return checkpoint().filter(c -> c.checkpoint().head().equals(head)).isPresent();
        }
        return ask(
                        "SELECT hash FROM link WHERE number = ?",
                        statement -> statement.setLong(1, head.link()),
                        row -> HexFormat.of().formatHex(row.getBytes(1)))
                .contains(head.hash());
    }

    /** What was said. A file of an early version has no such table. */
    Optional<SaidClauses> said(String digest) {
        if (!has("said")) {
            return Optional.empty();
        }
        return ask(
                        "SELECT texts, notice, facts FROM said WHERE digest = ?",
                        statement -> statement.setString(1, digest),
                        row ->
                                new SaidClauses(
                                        row.getString(1), row.getString(2), row.getString(3)))
                .stream()
                .findFirst();
    }

    /** Rows of {@code entry} for which the condition holds. */
    List<StoredRow> rows(String condition, Question question) {
        return ask(
                "SELECT " + RowMapping.selection(version) + " FROM entry WHERE " + condition,
                question,
                this::row);
    }

    private StoredRow row(ResultSet row) throws SQLException {
        try {
            return new StoredRow(
                    new RowId(Months.month(file), row.getLong("sequence")), RowMapping.read(row));
        } catch (RuntimeException malformed) {
            // No row of ours: octroi ledger verify names it.
            throw new SQLException("a row was changed so that it cannot be read", malformed);
        }
    }

    /** Who held or released copies of a message. A file of an early version has no such table. */
    List<LedgerFiles.Intervened> interventions(MessageId message) {
        if (!has("intervention")) {
            return List.of();
        }
        return ask(
                "SELECT copy, at, kind, author, reason FROM intervention WHERE message = ?",
                statement -> statement.setBytes(1, message.toByteArray()),
                row ->
                        new LedgerFiles.Intervened(
                                row.getInt(1),
                                new Intervention(
                                        Intervention.Kind.ofCode(row.getInt(3)).orElseThrow(),
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getString(4),
                                        row.getString(5))));
    }

    /** The one number asked for; 0 when somebody took the row away that has it. */
    long number(String sql) {
        return ask(sql, Question.NONE, row -> row.getLong(1)).stream().findFirst().orElse(0L);
    }

    <T> List<T> ask(String sql, Question question, Answer<T> answer) {
        List<T> answers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            question.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(answer.of(rows));
                }
            }
        } catch (SQLException failure) {
            throw unreadable(file, failure);
        }
        return answers;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw unreadable(file, failure);
        }
    }

    static LedgerException unreadable(Path file, SQLException failure) {
        return new LedgerException(
                "reading " + file.getFileName() + ": " + failure.getMessage(), failure);
    }
}
