// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.store.StoreException;
import eu.octroi.gateway.suppression.Objection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The links of tools in the record, sealed. A row is first remembered, then due when its person
 * objects, and gone when the tool was told; each step is forced before its method returns. All
 * methods block. Thread-safe.
 */
final class ToolLinks {
    /** Newest links of one person and controller that are kept: each may be of another tool. */
    static final int PER_PERSON_MAX = 20;

    private static final String INSERT =
            """
            INSERT OR IGNORE INTO tool_link (controller, key, message, sealed, at_ms)
            VALUES (?, ?, ?, ?, ?)\
            """;
    private static final String TRIM =
            """
            DELETE FROM tool_link WHERE controller = ? AND key = ? AND due_ms IS NULL AND message
            IN (SELECT message FROM tool_link WHERE controller = ? AND key = ?
                ORDER BY at_ms DESC LIMIT -1 OFFSET %d)\
            """
                    .formatted(PER_PERSON_MAX);
    private static final String MAKE_DUE =
            "UPDATE tool_link SET due_ms = ? WHERE controller = ? AND key = ? AND due_ms IS NULL";
    private static final String THESE = " WHERE controller = ? AND key = ? AND message = ?";

    /** A link whose tool must be told now. */
    record Due(ToolLink.Mail mail, Octets sealed, int attempts) {}

    private final RecordDatabase record;
    private final LinkSeal seal;

    ToolLinks(RecordDatabase record, LinkSeal seal) {
        this.record = record;
        this.seal = seal;
    }

    /** Remembers each link; one that is there already stays. */
    void remember(List<ToolLink> links) {
        await(
                record.write(
                        connection -> {
                            for (ToolLink link : links) {
                                insert(connection, link);
                            }
                            return links.size();
                        }));
    }

    /** Makes what is remembered of a person due. */
    void objected(ControllerNumber controller, PersonKey person, Instant now) {
        List<Objection> one = List.of(new Objection(controller, person));
        await(record.write(connection -> makeDue(connection, one, now)));
    }

    /** Makes what is remembered of these persons due and notes that they were looked at. */
    void objected(List<Objection> objections, long seen, Instant now) {
        await(
                record.write(
                        connection -> {
                            makeDue(connection, objections, now);
                            return update(
                                    connection, "UPDATE tool_link_mark SET sequence = ?", seen);
                        }));
    }

    /** The sequence of the last event that was looked at. */
    long seen() {
        return count("SELECT sequence FROM tool_link_mark");
    }

    /** Links whose tools wait to be told. */
    long waiting() {
        return count("SELECT count(*) FROM tool_link WHERE due_ms IS NOT NULL");
    }

    List<Due> due(Instant now, int max) {
        return record.read(
                connection -> {
                    List<Due> due = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    """
                                    SELECT controller, key, message, sealed, attempts FROM tool_link
                                    WHERE due_ms <= ? ORDER BY due_ms LIMIT ?\
                                    """)) {
                        select.setLong(1, now.toEpochMilli());
                        select.setInt(2, max);
                        ResultSet rows = select.executeQuery();
                        while (rows.next()) {
                            due.add(
                                    new Due(
                                            new ToolLink.Mail(
                                                    new ControllerNumber(rows.getInt(1)),
                                                    PersonKey.of(rows.getBytes(2)),
                                                    MessageId.of(rows.getBytes(3))),
                                            Octets.of(rows.getBytes(4)),
                                            rows.getInt(5)));
                        }
                    }
                    return due;
                });
    }

    /** The tool was told, or never can be. */
    void forget(ToolLink.Mail mail) {
        await(record.write(c -> update(c, "DELETE FROM tool_link" + THESE, mail)));
    }

    void postpone(ToolLink.Mail mail, Instant until) {
        await(
                record.write(
                        c ->
                                update(
                                        c,
                                        "UPDATE tool_link SET attempts = attempts + 1, due_ms = "
                                                + until.toEpochMilli()
                                                + THESE,
                                        mail)));
    }

    /** Removes what is older than {@code oldest}, and the oldest beyond {@code max}. */
    int expire(Instant oldest, int max) {
        return await(
                record.write(
                        connection -> {
                            int gone =
                                    update(
                                            connection,
                                            "DELETE FROM tool_link WHERE at_ms < ?",
                                            oldest.toEpochMilli());
                            return gone
                                    + update(
                                            connection,
                                            """
                                            DELETE FROM tool_link WHERE at_ms <
                                            (SELECT at_ms FROM tool_link
                                             ORDER BY at_ms DESC LIMIT 1 OFFSET ?)\
                                            """,
                                            max);
                        }));
    }

    private void insert(Connection connection, ToolLink link) throws SQLException {
        ToolLink.Mail mail = link.mail();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, mail);
            insert.setBytes(4, seal.seal(link));
            insert.setLong(5, link.acceptedAt().toEpochMilli());
            insert.executeUpdate();
        }
        try (PreparedStatement trim = connection.prepareStatement(TRIM)) {
            trim.setInt(1, mail.controller().value());
            trim.setBytes(2, mail.person().toByteArray());
            trim.setInt(3, mail.controller().value());
            trim.setBytes(4, mail.person().toByteArray());
            trim.executeUpdate();
        }
    }

    private static int makeDue(Connection connection, List<Objection> objections, Instant now)
            throws SQLException {
        int due = 0;
        if (count(connection, "SELECT count(*) FROM (SELECT 1 FROM tool_link LIMIT 1)") == 0) {
            // A list of refusals may have millions of rows where no tool has links of its own.
            return due;
        }
        try (PreparedStatement update = connection.prepareStatement(MAKE_DUE)) {
            update.setLong(1, now.toEpochMilli());
            for (Objection objection : objections) {
                update.setInt(2, objection.controller().value());
                update.setBytes(3, objection.person().toByteArray());
                due += update.executeUpdate();
            }
        }
        return due;
    }

    private static int update(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, value);
            return update.executeUpdate();
        }
    }

    private static int update(Connection connection, String sql, ToolLink.Mail mail)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            bind(update, mail);
            return update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, ToolLink.Mail mail) throws SQLException {
        statement.setInt(1, mail.controller().value());
        statement.setBytes(2, mail.person().toByteArray());
        statement.setBytes(3, mail.message().toByteArray());
    }

    private long count(String sql) {
        return record.read(connection -> count(connection, sql));
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static <T> T await(CompletionStage<T> write) {
        try {
            return write.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
