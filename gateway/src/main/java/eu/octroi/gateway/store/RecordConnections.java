// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections to one SQLite file: one that writes, and readers that are kept for the next reader.
 *
 * <p>WAL, so that readers never wait for the writer; {@code synchronous=FULL}, so that a commit is
 * forced before it returns and survives power loss. Thread-safe.
 */
final class RecordConnections {
    private static final int IDLE_MAX = 4;
    private static final int BUSY_MILLIS = 10_000;

    private final String url;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    RecordConnections(Path file) {
        this.url = "jdbc:sqlite:" + file;
    }

    Connection writer() throws SQLException {
        Connection connection = config(TransactionMode.IMMEDIATE).createConnection(url);
        Migrations.apply(connection);
        connection.setAutoCommit(false);
        return connection;
    }

    /** A connection whose first statement opens a snapshot; give it back. */
    Connection borrow() throws SQLException {
        Connection kept = idle.poll();
        if (kept != null) {
            return kept;
        }
        Connection connection = config(TransactionMode.DEFERRED).createConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 1");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    /** Takes a reader back and ends its snapshot. */
    void giveBack(Connection reader) throws SQLException {
        reader.rollback();
        if (idle.size() < IDLE_MAX) {
            idle.push(reader);
        } else {
            reader.close();
        }
    }

    void close() throws SQLException {
        for (Connection reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }

    private static SQLiteConfig config(TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(mode);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }
}
