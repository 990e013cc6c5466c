// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.store.RecordDatabase.Work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;

/**
 * The one thread that writes to the record.
 *
 * <p>Group commit: all works found waiting go into one transaction, each behind a savepoint, so
 * that one force serves many and one failure harms only itself. A failed write to the disk, or an
 * {@link Error}, makes the writer refuse everything until the process starts anew: after it, what
 * the page cache shows and what the disk holds may differ. Thread-safe.
 */
final class RecordWriter {
    static final int WAITING_MAX = 10_000;
    static final int GROUP_MAX = 512;
    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

    private final Connection connection;
    private final BlockingQueue<WaitingWork<?>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final WaitingWork<Boolean> last = new WaitingWork<>(_ -> true);
    private final Thread thread;
    private final Timer commits;
    private boolean isClosed;
    private volatile boolean isBroken;

    private RecordWriter(Connection connection, MeterRegistry meters) {
        this.connection = connection;
        this.thread = new Thread(this::run, "record-writer");
        this.commits =
                Timer.builder("octroi.record.commit.duration")
                        .description("Time from the first work of a group to its forced commit.")
                        .publishPercentileHistogram()
                        .register(meters);
        Gauge.builder("octroi.record.waiting", waiting, BlockingQueue::size)
                .description("Works that wait for the record, of at most " + WAITING_MAX + ".")
                .register(meters);
    }

    static RecordWriter start(Connection connection, MeterRegistry meters) {
        var writer = new RecordWriter(connection, meters);
        writer.thread.start();
        return writer;
    }

    <T> CompletionStage<T> submit(Work<T> work) {
        var entry = new WaitingWork<T>(work);
        if (!offer(entry)) {
            entry.fail(new StoreException("the record takes no more work now"));
        }
        return entry.stage();
    }

    /** Finishes what waits, then closes the connection. */
    void close() {
        try {
            synchronized (this) {
                if (isClosed) {
                    return;
                }
                isClosed = true;
            }
            // Not under the lock: the queue may be full, and its works may submit others.
            waiting.put(last);
            thread.join();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while the record was closing", e);
        } catch (SQLException e) {
            throw new StoreException("the record cannot be closed", e);
        }
    }

    private synchronized boolean offer(WaitingWork<?> entry) {
        return !isClosed && !isBroken && waiting.offer(entry);
    }

    private void run() {
        List<WaitingWork<?>> group = new ArrayList<>(GROUP_MAX);
        do {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                // Nobody interrupts this thread to stop it; works that wait must not be lost.
                LOG.warn("event=record-writer-interrupted", e);
                continue;
            }
            waiting.drainTo(group, GROUP_MAX - 1);
            commitAndTell(group);
        } while (!group.contains(last));
    }

    private void commitAndTell(List<WaitingWork<?>> group) {
        Timer.Sample begun = Timer.start();
        try {
            commit(group);
            begun.stop(commits);
        } catch (SQLException | RuntimeException | Error e) {
            undo(e);
            group.forEach(entry -> entry.fail(new StoreException("the record failed: " + e, e)));
            return;
        }
        group.forEach(WaitingWork::complete);
    }

    private void commit(List<WaitingWork<?>> group) throws SQLException {
        if (isBroken) {
            throw new SQLException("an earlier write failed");
        }
        for (WaitingWork<?> entry : group) {
            entry.doOn(connection);
        }
        connection.commit();
    }

    private void undo(Throwable cause) {
        isBroken |= cause instanceof Error || isDiskFailure(cause);
        LOG.error("event=record-commit-failed broken={}", isBroken, cause);
        try {
            connection.rollback();
        } catch (SQLException e) {
            isBroken = true;
            LOG.error("event=record-rollback-failed broken=true", e);
        }
    }

    private static boolean isDiskFailure(Throwable cause) {
        if (!(cause instanceof SQLiteException failure)) {
            return false;
        }
        int code = failure.getResultCode().code & 0xff;
        return code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }
}
