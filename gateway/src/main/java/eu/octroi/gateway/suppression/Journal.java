// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Link.What;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The links of the journal in the record. What it adds shares the transaction of the events it
 * covers. Immutable.
 */
final class Journal {
    private static final String LINKS =
            "SELECT position, what, first, last, digest FROM suppression_link";
    private static final String IMPORTS =
            """
            SELECT at_ms, controller, channel, reason, as_of_s, octets, sha256, read, added,
                already, duplicates, passed, rejected FROM suppression_import WHERE position = ?\
            """;

    private Journal() {}

    /** The last link; there always is one. */
    static Link newest(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(LINKS + " ORDER BY position DESC LIMIT 1")) {
            if (!rows.next()) {
                throw new SQLException("the journal of the suppression list has no link");
            }
            return link(rows);
        }
    }

    static List<Link> after(Connection connection, long position, int max) throws SQLException {
        List<Link> page = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        LINKS + " WHERE position > ? ORDER BY position LIMIT ?")) {
            select.setLong(1, position);
            select.setInt(2, max);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                page.add(link(rows));
            }
        }
        return page;
    }

    /** Adds the link of events that were just inserted, in their order. */
    static void events(Connection connection, Link before, List<RecordedEvent> events)
            throws SQLException {
        long first = events.getFirst().sequence();
        long last = events.getLast().sequence();
        var digest = new Link.Digest(before, What.EVENTS, first, last);
        events.forEach(digest::add);
        add(connection, new Link(before.position() + 1, What.EVENTS, first, last, digest.end()));
    }

    /** Adds an import and its link. */
    static Link imported(Connection connection, TakenImport taken) throws SQLException {
        Link before = newest(connection);
        long none = before.last() + 1;
        String digest = new Link.Digest(before, What.IMPORT, none, before.last()).add(taken).end();
        var link = new Link(before.position() + 1, What.IMPORT, none, before.last(), digest);
        add(connection, link);
        insert(connection, link.position(), taken);
        return link;
    }

    static Optional<TakenImport> imported(Connection connection, long position)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(IMPORTS)) {
            select.setLong(1, position);
            ResultSet rows = select.executeQuery();
            return rows.next() ? Optional.of(taken(rows)) : Optional.empty();
        }
    }

    /** For every list that an import was taken into: how new its newest one was. */
    static Map<ControllerNumber, Instant> refreshed(Connection connection) throws SQLException {
        Map<ControllerNumber, Instant> refreshed = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery(
                                "SELECT controller, max(as_of_s) FROM suppression_import GROUP BY"
                                        + " controller")) {
            while (rows.next()) {
                refreshed.put(
                        new ControllerNumber(rows.getInt(1)),
                        Instant.ofEpochSecond(rows.getLong(2)));
            }
        }
        return refreshed;
    }

    private static void add(Connection connection, Link link) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO suppression_link VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, link.position());
            insert.setInt(2, link.what().code());
            insert.setLong(3, link.first());
            insert.setLong(4, link.last());
            insert.setBytes(5, HexFormat.of().parseHex(link.digest()));
            insert.executeUpdate();
        }
    }

    private static void insert(Connection connection, long position, TakenImport taken)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO suppression_import VALUES"
                                + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, position);
            insert.setLong(2, taken.at().toEpochMilli());
            insert.setInt(3, taken.controller().value());
            insert.setInt(4, taken.channel().code());
            insert.setInt(5, taken.reason().code());
            insert.setLong(6, taken.asOf().getEpochSecond());
            insert.setLong(7, taken.octets());
            insert.setBytes(8, HexFormat.of().parseHex(taken.sha256()));
            TakenImport.Counts counts = taken.counts();
            insert.setLong(9, counts.read());
            insert.setLong(10, counts.added());
            insert.setLong(11, counts.already());
            insert.setLong(12, counts.duplicates());
            insert.setLong(13, counts.passed());
            insert.setLong(14, counts.rejected());
            insert.executeUpdate();
        }
    }

    private static Link link(ResultSet rows) throws SQLException {
        return new Link(
                rows.getLong(1),
                What.ofCode(rows.getInt(2)),
                rows.getLong(3),
                rows.getLong(4),
                HexFormat.of().formatHex(rows.getBytes(5)));
    }

    private static TakenImport taken(ResultSet rows) throws SQLException {
        return new TakenImport(
                Instant.ofEpochMilli(rows.getLong(1)),
                new ControllerNumber(rows.getInt(2)),
                Channel.ofCode(rows.getInt(3)).orElseThrow(),
                Reason.ofCode(rows.getInt(4)).orElseThrow(),
                Instant.ofEpochSecond(rows.getLong(5)),
                rows.getLong(6),
                HexFormat.of().formatHex(rows.getBytes(7)),
                new TakenImport.Counts(
                        rows.getLong(8),
                        rows.getLong(9),
                        rows.getLong(10),
                        rows.getLong(11),
                        rows.getLong(12),
                        rows.getLong(13)));
    }
}
