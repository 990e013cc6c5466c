// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SpoolEvent;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file of one month, open for writing. A row belongs to the month in which it was written, not
 * the one it tells of, so that a batch, its link and the progress of the spool always fit one
 * transaction. Rows are only ever added. What was committed survives power loss (WAL,
 * synchronous=FULL). Confined to the ledger's thread.
 */
final class MonthFile implements Closeable {
    private static final int KEPT_MAX = 1_000;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final String INSERT =
            "INSERT OR IGNORE INTO entry (%s) VALUES (%s)"
                    .formatted(RowMapping.COLUMNS, RowMapping.PLACES);
    private static final String REPEATED =
            "INSERT INTO repetition (sequence, refusal, times) VALUES (?, ?, ?)";
    private static final String TALLY =
            """
            INSERT INTO tally (day, event, count) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET count = count + excluded.count\
            """;
    private static final String SAID =
            "INSERT OR IGNORE INTO said (digest, texts, notice, facts) VALUES (?, ?, ?, ?)";
    private static final String INTERVENED =
            "INSERT INTO intervention (%s) VALUES (?, ?, ?, ?, ?, ?, ?)"
                    .formatted(RowMapping.INTERVENTION_COLUMNS);
    private static final String PROGRESS = "UPDATE progress SET position = ?, sequence = ?";

    private final Connection connection;
    private final PreparedStatement insert;
    private final Chain chain;
    private final Map<Event, Map<Long, Long>> counted = new EnumMap<>(Event.class);

    /** What was added lately: most messages of a stream say the same. */
    private final Set<SaidClauses> kept = new HashSet<>();

    private long sequence;

    private MonthFile(Connection connection, LedgerKeys keys) throws SQLException {
        this.connection = connection;
        this.sequence = sequence(connection);
        this.chain = Chain.of(connection, keys);
        this.insert = connection.prepareStatement(INSERT);
    }

    /** What a file needs that has no checkpoint yet. Immutable. */
    record Opening(String month, Optional<Predecessor> predecessor, Instant at) {}

    /** The chained file before. Immutable. */
    record Predecessor(int ordinal, Head end) {}

    static MonthFile open(Path path, Opening opening, LedgerKeys keys) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) Duration.ofSeconds(10).toMillis());
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + path, config.toProperties());
        try {
            // One transaction: a file has all of its tables and its checkpoint or, after a crash,
            // none of them.
            connection.setAutoCommit(false);
            MonthSchema.apply(connection);
            if (Checkpoint.read(connection).isEmpty()) {
                checkpoint(connection, opening).insert(connection, keys);
            }
            connection.commit();
            return new MonthFile(connection, keys);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private static Checkpoint checkpoint(Connection connection, Opening opening)
            throws SQLException {
        return new Checkpoint(
                opening.predecessor().map(Predecessor::ordinal).orElse(0) + 1,
                opening.month(),
                opening.at().toEpochMilli(),
                new Checkpoint.Earlier(
                        number(connection, "SELECT count(*) FROM entry"),
                        number(connection, "SELECT count(*) FROM intervention"),
                        sequence(connection)),
                opening.predecessor().map(before -> before.end().toString()).orElse(""));
    }

    /** With which link the file ends. */
    Head head() {
        return chain.head();
    }

    /** Adds a row unless it is there already; returns its sequence number. */
    long add(LedgerRow row) throws SQLException {
        List<@Nullable Object> values = RowMapping.values(row, sequence + 1);
        bind(insert, values);
        if (insert.executeUpdate() == 1) {
            sequence++;
            chain.add(RowDigest.of(RowDigest.Kind.ENTRY, values));
            count(row, row.count());
        }
        return sequence;
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
        add(INTERVENED, RowDigest.Kind.INTERVENTION, RowMapping.values(event, sequence + 1));
    }

    /**
     * Counts a refusal that has its row already.
     *
     * @param refusal the number of that row
     */
    void repeat(LedgerRow row, long refusal, long times) throws SQLException {
        add(REPEATED, RowDigest.Kind.REPETITION, List.of(sequence + 1, refusal, times));
        count(row, times);
    }

    /** Makes everything added durable, as one link, together with how far it covers the spool. */
    void commit(long position, Instant at) throws SQLException {
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
            progress.setLong(1, position);
            progress.setLong(2, sequence);
            progress.executeUpdate();
        }
        chain.close(sequence, position, at.toEpochMilli());
        connection.commit();
        counted.clear();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new LedgerException("closing a month", failure);
        }
    }

    private void add(String sql, RowDigest.Kind kind, List<@Nullable Object> values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
        sequence++;
        chain.add(RowDigest.of(kind, values));
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> values)
            throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private static long sequence(Connection connection) throws SQLException {
        return number(connection, "SELECT sequence FROM progress");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void count(LedgerRow row, long times) {
        counted.computeIfAbsent(row.event(), _ -> new TreeMap<>())
                .merge(row.at().toEpochMilli() / DAY_MILLIS, times, Long::sum);
    }
}
