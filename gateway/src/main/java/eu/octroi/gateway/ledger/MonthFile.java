// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SpoolEvent;

import org.sqlite.SQLiteConfig;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file of one month, open for writing. A row belongs to the month in which it was written, not
 * the one it tells of, so that a batch and the progress of the spool always fit one transaction.
 * What was committed survives power loss (WAL, synchronous=FULL). Confined to the ledger's thread.
 */
final class MonthFile implements Closeable {
    private static final int KEPT_MAX = 1_000;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final String INSERT =
            """
            INSERT OR IGNORE INTO entry (recipient, at, sequence, event, message, copy, credential,
                stream, controller, campaign, source, why, clauses, response, count)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String REPEAT =
            "UPDATE entry SET count = count + ? WHERE recipient = ? AND at = ? AND sequence = ?";
    private static final String TALLY =
            """
            INSERT INTO tally (day, event, count) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET count = count + excluded.count\
            """;
    private static final String SAID =
            "INSERT OR IGNORE INTO said (digest, texts, notice, facts) VALUES (?, ?, ?, ?)";
    private static final String INTERVENED =
            "INSERT INTO intervention (message, copy, at, kind, author, reason)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String PROGRESS = "UPDATE progress SET position = ?, sequence = ?";

    private final Connection connection;
    private final PreparedStatement insert;
    private final Map<Event, Map<Long, Long>> counted = new EnumMap<>(Event.class);

    /** What was added lately: most messages of a stream say the same. */
    private final Set<SaidClauses> kept = new HashSet<>();

    private long sequence;
    private long position;

    private MonthFile(Connection connection) throws SQLException {
        this.connection = connection;
        readProgress();
        this.insert = connection.prepareStatement(INSERT);
    }

    static MonthFile open(Path path) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) Duration.ofSeconds(10).toMillis());
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + path, config.toProperties());
        try (Statement statement = connection.createStatement()) {
            // One transaction: a file has all of its tables or, after a crash, none.
            connection.setAutoCommit(false);
            statement.executeUpdate(schema());
            connection.commit();
            return new MonthFile(connection);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** How far this file had covered the spool when it was last written; 0 if never. */
    long position() {
        return position;
    }

    /** Adds a row unless it is there already; returns its sequence number. */
    long add(LedgerRow row) throws SQLException {
        long number = ++sequence;
        RowMapping.bind(insert, row, number);
        if (insert.executeUpdate() == 1) {
            count(row, row.count());
        }
        return number;
    }

    /** Keeps what clauses said, unless it is there already. */
    void add(SaidClauses said) throws SQLException {
        if (kept.contains(said)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SAID)) {
            statement.setString(1, said.digest());
            statement.setString(2, said.texts());
            statement.setString(3, said.notice());
            statement.setString(4, said.facts());
            statement.executeUpdate();
        }
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        kept.add(said);
    }

    /** Keeps who held or released a copy, and why. */
    void add(SpoolEvent.Intervened event) throws SQLException {
        Intervention intervention = event.intervention();
        try (PreparedStatement statement = connection.prepareStatement(INTERVENED)) {
            statement.setBytes(1, event.message().toByteArray());
            statement.setInt(2, event.copy());
            statement.setLong(3, intervention.at().toEpochMilli());
            statement.setInt(4, intervention.kind().code());
            statement.setString(5, intervention.author());
            statement.setString(6, intervention.reason());
            statement.executeUpdate();
        }
    }

    /** Counts a refusal that has its row already. */
    void repeat(LedgerRow row, long number, long times) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REPEAT)) {
            update.setLong(1, times);
            update.setBytes(2, RowMapping.recipient(row.recipient()));
            update.setLong(3, row.at().toEpochMilli());
            update.setLong(4, number);
            update.executeUpdate();
        }
        count(row, times);
    }

    /** Makes everything added durable, together with how far it covers the spool. */
    void commit(long newPosition) throws SQLException {
        try (PreparedStatement tally = connection.prepareStatement(TALLY);
                PreparedStatement progress = connection.prepareStatement(PROGRESS)) {
            for (Map.Entry<Event, Map<Long, Long>> event : counted.entrySet()) {
                for (Map.Entry<Long, Long> day : event.getValue().entrySet()) {
                    tally.setLong(1, day.getKey());
                    tally.setInt(2, event.getKey().code());
                    tally.setLong(3, day.getValue());
                    tally.executeUpdate();
                }
            }
            progress.setLong(1, newPosition);
            progress.setLong(2, sequence);
            progress.executeUpdate();
        }
        connection.commit();
        counted.clear();
        position = newPosition;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new LedgerException("closing a month", failure);
        }
    }

    private void readProgress() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT position, sequence FROM progress")) {
            row.next();
            position = row.getLong(1);
            sequence = row.getLong(2);
        }
    }

    private void count(LedgerRow row, long times) {
        counted.computeIfAbsent(row.event(), _ -> new TreeMap<>())
                .merge(row.at().toEpochMilli() / DAY_MILLIS, times, Long::sum);
    }

    private static String schema() {
        try (InputStream in = MonthFile.class.getResourceAsStream("/db/ledger/schema.sql")) {
            if (in == null) {
                throw new IllegalStateException("the ledger's schema is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new LedgerException("reading the schema", failure);
        }
    }
}
