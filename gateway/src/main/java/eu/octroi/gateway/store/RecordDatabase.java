// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** The record. Thread-safe. */
public final class RecordDatabase implements Closeable {
    private RecordDatabase() {}

    /** Opens the record of a data directory. */
    public static RecordDatabase open(DataDirectory data, MeterRegistry meters) {
        throw new UnsupportedOperationException();
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it; must not commit, roll back or keep the connection. */
        T on(Connection connection) throws SQLException;
    }

    /** Does {@code work} in a transaction; completes after its commit is forced. */
    public <T> CompletionStage<T> write(Work<T> work) {
        throw new UnsupportedOperationException();
    }

    /** Does {@code work} on a connection of its own, which sees what is committed. */
    public <T> T read(Work<T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
