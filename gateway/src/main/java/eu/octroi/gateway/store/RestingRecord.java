// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.settings.Controller;

import org.sqlite.SQLiteConfig;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The record of a data directory whose lock this process holds, opened so that not an octet of the
 * directory changes: no migration, no write-ahead log, no recovery. Guarded by the lock of its data
 * directory.
 */
public final class RestingRecord implements Closeable {
    private final Connection connection;

    private RestingRecord(Connection connection) {
        this.connection = connection;
    }

    /** Whether there is a record at all. */
    public static boolean exists(Path root) {
        return Files.exists(root.resolve("record.db"));
    }

    /**
     * Opens it.
     *
     * @throws StoreException when it was not closed cleanly, so that its newest part is not in it
     *     yet; or when it cannot be read
     */
    public static RestingRecord open(DataDirectory data) {
        Path file = data.resolve("record.db");
        Path log = data.resolve("record.db-wal");
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try {
            if (Files.exists(log) && Files.size(log) > 0) {
                throw new StoreException(
                        "the gateway did not end cleanly, and its record is completed at the next"
                                + " start");
            }
            // Under the lock nobody else writes, so SQLite need not look for changes either.
            String url = "jdbc:sqlite:" + file.toUri() + "?immutable=1";
            return new RestingRecord(config.createConnection(url));
        } catch (IOException | SQLException e) {
            throw unreadable(e);
        }
    }

    /** Does {@code work}, which must not write. */
    public <T> T read(RecordDatabase.Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The number of a controller; empty when none has been given to it yet. */
    public Optional<ControllerNumber> number(ControllerId id, Controller controller) {
        return number(id.value())
                .or(() -> controller.renamedFrom().flatMap(before -> number(before.value())));
    }

    private Optional<ControllerNumber> number(String name) {
        return read(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT number FROM controller WHERE name = ?")) {
                        select.setString(1, name);
                        ResultSet rows = select.executeQuery();
                        return rows.next()
                                ? Optional.of(new ControllerNumber(rows.getInt(1)))
                                : Optional.empty();
                    }
                });
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("the record cannot be closed", e);
        }
    }

    private static StoreException unreadable(Exception cause) {
        return new StoreException("the record cannot be read: " + cause.getMessage(), cause);
    }
}
