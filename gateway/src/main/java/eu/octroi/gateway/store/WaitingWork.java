// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.store.RecordDatabase.Work;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A work on its way through a group: done first, told after the commit. Guarded by the writer. */
final class WaitingWork<T> {
    private final Work<T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Exception failure;

    WaitingWork(Work<T> work) {
        this.work = work;
    }

    CompletionStage<T> stage() {
        return done;
    }

    /**
     * Does the work behind a savepoint; its own failure is kept for {@link #complete}.
     *
     * @throws SQLException when the connection itself cannot go on
     */
    void doOn(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException e) {
            failure = e;
            connection.rollback(before);
        }
        connection.releaseSavepoint(before);
    }

    /** The transaction is forced: tells the result, or the work's own failure. */
    @SuppressWarnings("NullAway") // A work may yield null only if its type says so.
    void complete() {
        if (failure == null) {
            done.complete(result);
        } else if (failure instanceof StoreException known) {
            // Its message is for whoever can mend it, and stands alone.
            fail(known);
        } else {
            fail(
                    new StoreException(
                            "a work on the record failed: " + failure.getMessage(), failure));
        }
    }

    void fail(StoreException why) {
        done.completeExceptionally(why);
    }
}
