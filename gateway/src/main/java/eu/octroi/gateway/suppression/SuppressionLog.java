// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The events of the list in the record: appended, never changed. What is appended survives power
 * loss before its stage completes. Thread-safe.
 */
final class SuppressionLog {
    /** Small enough that a read holds no snapshot for long, large enough to cost nothing. */
    static final int PAGE = 50_000;

    private static final String INSERT =
            """
            INSERT INTO suppression_event (at_ms, since_s, op, controller, key, key_version, kind,
                reason, channel, why, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String SELECT =
            """
            SELECT sequence, since_s, op, controller, key, key_version, kind, reason, channel, why,
                at_ms
            FROM suppression_event WHERE sequence > ? ORDER BY sequence LIMIT ?\
            """;

    /** Everything that ever happened to one key; there is no index, so all rows are read. */
    static final String SELECT_KEY =
            """
            SELECT sequence, since_s, op, controller, key, key_version, kind, reason, channel, why
            FROM suppression_event WHERE key = ? ORDER BY sequence\
            """;

    private final RecordDatabase record;
    private final Clock clock;

    SuppressionLog(RecordDatabase record, Clock clock) {
        this.record = record;
        this.clock = clock;
    }

    /** Appends events together; completes with the last one's sequence. */
    CompletionStage<Long> append(List<SuppressionEvent> events) {
        long now = clock.millis();
        return record.write(connection -> append(connection, events, now));
    }

    /** Enters a list that was taken to its end; completes when that survives power loss. */
    CompletionStage<Link> append(TakenImport taken) {
        return record.write(connection -> Journal.imported(connection, taken));
    }

    /** The next links of the journal after a position, at most {@value #PAGE}. */
    List<Link> links(long position) {
        return record.read(connection -> Journal.after(connection, position, PAGE));
    }

    Optional<TakenImport> imported(long position) {
        return record.read(connection -> Journal.imported(connection, position));
    }

    Link newestLink() {
        return record.read(Journal::newest);
    }

    /** For every list that an import was taken into: how new its newest one was. */
    Map<ControllerNumber, Instant> refreshed() {
        return record.read(Journal::refreshed);
    }

    /** The next events after a sequence, at most {@value #PAGE}. */
    List<RecordedEvent> after(long sequence) {
        return after(sequence, PAGE);
    }

    /** The next events after a sequence, at most {@code max}. */
    List<RecordedEvent> after(long sequence, int max) {
        return record.read(
                connection -> {
                    List<RecordedEvent> page = new ArrayList<>();
                    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                        select.setLong(1, sequence);
                        select.setInt(2, max);
                        ResultSet rows = select.executeQuery();
                        while (rows.next()) {
                            page.add(recorded(rows));
                        }
                    }
                    return page;
                });
    }

    /** Sequence of the newest event; 0 when there is none. */
    long last() {
        return record.read(
                connection -> {
                    try (Statement select = connection.createStatement();
                            ResultSet rows =
                                    select.executeQuery(
                                            "SELECT max(sequence) FROM suppression_event")) {
                        return rows.next() ? rows.getLong(1) : 0;
                    }
                });
    }

    /** Which kinds of keys each controller has ever had. */
    Kinds kinds() {
        return record.read(SuppressionLog::kinds);
    }

    static Kinds kinds(Connection connection) throws SQLException {
        Kinds kinds = new Kinds();
        try (Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery("SELECT controller, kind FROM suppression_kind")) {
            while (rows.next()) {
                kinds.add(new ControllerNumber(rows.getInt(1)), Kind.ofCode(rows.getInt(2)));
            }
        }
        return kinds;
    }

    private static long append(Connection connection, List<SuppressionEvent> events, long now)
            throws SQLException {
        Link before = Journal.newest(connection);
        // Rows are never removed, so the journal knows the last one.
        long sequence = before.last();
        Kinds kinds = new Kinds();
        List<RecordedEvent> recorded = new ArrayList<>(events.size());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (SuppressionEvent event : events) {
                var row = new RecordedEvent(++sequence, now, event);
                bind(insert, row);
                insert.addBatch();
                recorded.add(row);
                kinds.add(event.controller(), event.kind());
            }
            insert.executeBatch();
        }
        Journal.events(connection, before, recorded);
        note(connection, kinds);
        return sequence;
    }

    private static void note(Connection connection, Kinds kinds) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO suppression_kind VALUES (?, ?)")) {
            for (Kinds.Known known : kinds.all()) {
                insert.setInt(1, known.controller().value());
                insert.setInt(2, known.kind().code());
                insert.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement insert, RecordedEvent recorded) throws SQLException {
        SuppressionEvent event = recorded.event();
        insert.setLong(1, recorded.atMillis());
        insert.setLong(2, event.since().getEpochSecond());
        insert.setInt(3, event.op().code());
        insert.setInt(4, event.controller().value());
        insert.setBytes(5, event.key().toByteArray());
        insert.setInt(6, event.keyVersion());
        insert.setInt(7, event.kind().code());
        insert.setInt(8, event.reason().code());
        insert.setInt(9, event.channel().code());
        if (event.why().isPresent()) {
            insert.setString(10, event.why().get());
        } else {
            insert.setNull(10, Types.VARCHAR);
        }
        insert.setLong(11, recorded.sequence());
    }

    private static RecordedEvent recorded(ResultSet rows) throws SQLException {
        return new RecordedEvent(rows.getLong(1), rows.getLong(11), event(rows));
    }

    static SuppressionEvent event(ResultSet rows) throws SQLException {
        return new SuppressionEvent(
                Op.ofCode(rows.getInt(3)),
                new ControllerNumber(rows.getInt(4)),
                PersonKey.of(rows.getBytes(5)),
                rows.getInt(6),
                Kind.ofCode(rows.getInt(7)),
                Reason.ofCode(rows.getInt(8)).orElseThrow(),
                Channel.ofCode(rows.getInt(9)).orElseThrow(),
                Instant.ofEpochSecond(rows.getLong(2)),
                Optional.ofNullable(rows.getString(10)));
    }
}
