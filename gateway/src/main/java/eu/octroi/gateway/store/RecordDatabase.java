// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletionStage;

/**
 * The record: what must survive everything, in the SQLite file {@code record.db}.
 *
 * <p>A completed write survives {@code kill -9} and power loss: it is forced to disk before its
 * stage completes. Writes that wait share one transaction and one force. Thread-safe.
 */
public final class RecordDatabase implements Closeable {
    private final RecordConnections connections;
    private final RecordWriter writer;
    private final String id;

    private RecordDatabase(RecordConnections connections, RecordWriter writer, String id) {
        this.connections = connections;
        this.writer = writer;
        this.id = id;
    }

    /**
     * Opens the record of a data directory, making an empty one when there is none.
     *
     * @throws StoreException when the file is damaged or was written by a newer version
     */
    public static RecordDatabase open(DataDirectory data, MeterRegistry meters) {
        Path file = data.resolve("record.db");
        try {
            var connections = new RecordConnections(file);
            Connection connection = connections.writer();
            String id = id(connection);
            connection.rollback();
            return new RecordDatabase(connections, RecordWriter.start(connection, meters), id);
        } catch (SQLException e) {
            throw new StoreException(
                    """
                    the record %s cannot be opened (%s): restore it from a backup; never delete \
                    it, the list of oppositions is in it\
                    """
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it; must not commit, roll back or keep the connection. */
        T on(Connection connection) throws SQLException;
    }

    /** What tells this record from every other: key files and indexes name it. */
    public String id() {
        return id;
    }

    /**
     * Does {@code work} in a transaction shared with other waiting works; completes after the
     * commit is forced. A work that fails is undone alone and fails its own stage.
     *
     * <p>Stages complete in the order of the calls, on the writer thread: what follows there must
     * be short and never wait for another write. Fails with {@link StoreException} when the queue
     * is full, the commit fails or the record is closed.
     */
    public <T> CompletionStage<T> write(Work<T> work) {
        return writer.submit(work);
    }

    /** Does {@code work} on a connection of its own, which sees what was committed before. */
    public <T> T read(Work<T> work) {
        try {
            Connection reader = connections.borrow();
            try {
                return work.on(reader);
            } finally {
                connections.giveBack(reader);
            }
        } catch (SQLException e) {
            throw new StoreException("the record cannot be read: " + e.getMessage(), e);
        }
    }

    /** Does the works that wait, then closes; later writes fail. */
    @Override
    public void close() {
        writer.close();
        try {
            connections.close();
        } catch (SQLException e) {
            throw new StoreException("the record cannot be closed", e);
        }
    }

    private static String id(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM record")) {
            if (!rows.next()) {
                throw new SQLException("it has no identity");
            }
            return rows.getString(1);
        }
    }
}
