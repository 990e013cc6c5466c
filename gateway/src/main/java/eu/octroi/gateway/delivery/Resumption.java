// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.SpoolFailedException;
import eu.octroi.gateway.spool.Spooled;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Queues what an earlier process left in the spool, while new mail is taken already: a million
 * messages are a million reads of the disk. One thread, {@code delivery-resume}, until all are
 * queued. Thread-safe.
 */
final class Resumption implements Closeable {
    private static final long RETRY_SECONDS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final Spool spool;
    private final Consumer<Spooled> taker;
    private final Runnable done;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private Resumption(Spool spool, Consumer<Spooled> taker, Runnable done) {
        this.spool = spool;
        this.taker = taker;
        this.done = done;
        this.thread = Thread.ofPlatform().name("delivery-resume").unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param taker may block while it has more than it can queue
     * @param done called after the last message, unless it was stopped before
     */
    static Resumption begin(Spool spool, Consumer<Spooled> taker, Runnable done) {
        Resumption resumption = new Resumption(spool, taker, done);
        resumption.thread.start();
        return resumption;
    }

    /** What is not queued by then is left to the next start. Idempotent. */
    @Override
    public void close() {
        stopped.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int found = spool.toHandOver();
        try {
            while (isRunning() && !isQueued()) {
                if (stopped.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                    break;
                }
            }
            if (isRunning()) {
                LOG.info("event=queue-resumed messages={}", found);
                done.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("event=queue-not-resumed left={}", spool.toHandOver(), bug);
        }
    }

    /** Whether nothing is left; a disk that fails is asked again. */
    private boolean isQueued() {
        try {
            spool.recovered(taker, this::isRunning);
            return true;
        } catch (SpoolFailedException failed) {
            LOG.error("event=queue-resume-failed left={}", spool.toHandOver(), failed);
            return false;
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
