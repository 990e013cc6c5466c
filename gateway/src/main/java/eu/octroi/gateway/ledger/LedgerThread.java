// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.SpoolEvent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread {@code ledger}: reads the feed and commits, ten times a second or as fast as there is
 * more. It looks instead of being told: nothing of it can hold up the thread that forces. While it
 * fails, the spool keeps what it has not committed, and refusals wait in their queue.
 *
 * <p>Thread-safe.
 */
final class LedgerThread implements Closeable {
    private static final int EVENTS_PER_COMMIT = 1000;
    private static final int LATEST_MAX = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(LedgerThread.class);

    private final LedgerFeed feed;
    private final LedgerWriter writer;
    private final Refusals refusals;
    private final Deque<LedgerRow> latest = new ArrayDeque<>();
    private final Timer commit;
    private final Counter rows;
    private final Counter failures;
    private final Thread thread;
    private List<Refusals.Counted> drained = List.of();
    private volatile long caughtUp = System.nanoTime();
    private volatile long position;
    private volatile boolean closed;

    LedgerThread(LedgerFeed feed, LedgerWriter writer, Refusals refusals, MeterRegistry registry) {
        this.feed = feed;
        this.writer = writer;
        this.position = writer.position();
        this.refusals = refusals;
        this.commit =
                Timer.builder("octroi.ledger.commit.duration")
                        .description("One batch of rows, from first insert to committed.")
                        .register(registry);
        this.rows = counter(registry, "octroi.ledger.rows", "Rows written.");
        this.failures = counter(registry, "octroi.ledger.failures", "Batches that failed.");
        this.thread = Thread.ofPlatform().name("ledger").daemon().unstarted(this::run);
        gauges(registry);
    }

    void start() {
        feed.ledgerCommitted(writer.position());
        thread.start();
    }

    /** Up to where the spool is covered, forced. */
    long position() {
        return position;
    }

    List<LedgerRow> latest(int limit) {
        synchronized (latest) {
            return latest.stream().limit(limit).toList();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                // The file is being written: closing waits for it, then passes the word on.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean last;
        boolean more;
        do {
            last = closed;
            more = turn();
        } while (!last || more);
        writer.close();
    }

    /** One batch; whether there may be more at once. */
    private boolean turn() {
        try {
            boolean more = writeBatch();
            if (!more) {
                pause(PAUSE);
            }
            return more;
        } catch (SQLException | RuntimeException failure) {
            // Also what the feed throws: the ledger must outlive every disk error.
            failures.increment();
            LOG.error("event=ledger-failed error=\"{}\"", failure.toString());
            pause(AFTER_FAILURE);
            return false;
        }
    }

    private boolean writeBatch() throws SQLException {
        List<SpoolEvent> events = feed.after(writer.position(), EVENTS_PER_COMMIT);
        if (drained.isEmpty()) {
            drained = refusals.drain();
        }
        if (!events.isEmpty() || !drained.isEmpty()) {
            long start = System.nanoTime();
            List<LedgerRow> written = writer.write(events, drained);
            commit.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            drained = List.of();
            rows.increment(written.size());
            remember(written);
            position = writer.position();
            feed.ledgerCommitted(writer.position());
        }
        if (events.size() < EVENTS_PER_COMMIT) {
            caughtUp = System.nanoTime();
            return false;
        }
        return true;
    }

    private void remember(List<LedgerRow> written) {
        synchronized (latest) {
            int from = Math.max(0, written.size() - LATEST_MAX);
            written.subList(from, written.size()).forEach(latest::addFirst);
            while (latest.size() > LATEST_MAX) {
                latest.removeLast();
            }
        }
    }

    private void pause(Duration length) {
        if (!closed) {
            LockSupport.parkNanos(length.toNanos());
        }
    }

    private void gauges(MeterRegistry registry) {
        TimeGauge.builder(
                        "octroi.ledger.lag",
                        () -> System.nanoTime() - caughtUp,
                        TimeUnit.NANOSECONDS)
                .description("Since the ledger had read all the spool holds.")
                .register(registry);
        Gauge.builder("octroi.ledger.refusals.waiting", refusals::waiting)
                .description("Refusals at RCPT not written yet.")
                .register(registry);
        FunctionCounter.builder("octroi.ledger.refusals.lost", refusals, Refusals::dropped)
                .description("Refusals at RCPT not recorded because too many waited.")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
