// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;

import org.sqlite.SQLiteConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the files of a ledger say of every recipient who was accepted: counted row by row, never
 * from the tallies. Memory is needed only for those who have not ended, or not in the month in
 * which they came. Thread-confined until read, then immutable.
 */
public final class LedgerCensus {
    private static final String ENDING = ".db";

    /** In the order of an index that holds all of it. */
    private static final String ROWS =
            "SELECT message, copy, event FROM entry WHERE message IS NOT NULL"
                    + " ORDER BY message, copy, event";

    private final Map<Event, Long> counts = new EnumMap<>(Event.class);
    private final Set<CopyId> open = new HashSet<>();
    private final Set<CopyId> strangers = new HashSet<>();
    private final Set<CopyId> twice = new HashSet<>();
    private long position;

    private LedgerCensus() {}

    /**
     * Reads all of it; blocking. Throws {@link LedgerException} when it cannot be read.
     *
     * @param directory the ledger's own; one that is not there is empty
     */
    public static LedgerCensus read(Path directory) {
        LedgerCensus census = new LedgerCensus();
        if (!Files.isDirectory(directory)) {
            return census;
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> months =
                    files.filter(f -> f.getFileName().toString().endsWith(ENDING))
                            .sorted()
                            .toList();
            for (Path month : months) {
                census.add(month);
            }
        } catch (IOException failure) {
            throw new LedgerException("listing the ledger", failure);
        }
        return census;
    }

    /** Rows of recipients by what they say. */
    public long count(Event event) {
        return counts.getOrDefault(event, 0L);
    }

    /** Accepted for delivery, and no row says how they ended. */
    public Set<CopyId> open() {
        return open;
    }

    /** Ended, and no row says that they were accepted. */
    public Set<CopyId> strangers() {
        return strangers;
    }

    /** With two rows that say how they ended. */
    public Set<CopyId> twice() {
        return twice;
    }

    /** Up to where the spool is covered. */
    public long position() {
        return position;
    }

    private void add(Path month) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + month, config.toProperties());
                Statement statement = connection.createStatement()) {
            // One transaction: what is read of a ledger that is being written fits together.
            connection.setAutoCommit(false);
            try (ResultSet row = statement.executeQuery("SELECT position FROM progress")) {
                position = Math.max(position, row.next() ? row.getLong(1) : 0);
            }
            try (ResultSet row = statement.executeQuery(ROWS)) {
                while (row.next()) {
                    add(
                            new CopyId(MessageId.of(row.getBytes(1)), row.getInt(2)),
                            Event.ofCode(row.getInt(3)));
                }
            }
        } catch (SQLException failure) {
            throw new LedgerException("reading " + month.getFileName(), failure);
        }
    }

    /** Months come in order; within one, ends come before the acceptance, by their codes. */
    private void add(CopyId copy, Event event) {
        counts.merge(event, 1L, Long::sum);
        switch (event) {
            case ACCEPTED -> {
                if (!strangers.remove(copy)) {
                    open.add(copy);
                }
            }
            case DELIVERED, BOUNCED, SUPPRESSED, EXPIRED, CANCELLED -> ended(copy);
            case WITHHELD, REFUSED -> {}
        }
    }

    private void ended(CopyId copy) {
        if (!open.remove(copy) && !strangers.add(copy)) {
            twice.add(copy);
        }
    }
}
