// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.suppression.Objection;
import eu.octroi.gateway.suppression.SuppressionList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes every opposition a withdrawal (D-07): whoever objects, through whatever door, has no
 * consent left, so that none comes back if the opposition is ever lifted. Until then the opposition
 * itself stops the mail, so the thread {@code withdrawals} may take its time.
 *
 * <p>Where it stands is in the record, forced with what it ended: a crash repeats at most what it
 * did. It also reads the consents again when they could not be read. Thread-safe.
 */
public final class Withdrawals implements Closeable {
    static final int EVENTS_PER_TURN = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Withdrawals.class);

    private final SuppressionList list;
    private final ConsentBook book;
    private final Thread thread;
    private long followed = -1;
    private volatile boolean closed;

    public Withdrawals(SuppressionList list, ConsentBook book) {
        this.list = list;
        this.book = book;
        this.thread = Thread.ofPlatform().name("withdrawals").daemon().unstarted(this::run);
    }

    /** Begins to follow what is recorded and what comes. */
    public Withdrawals start() {
        thread.start();
        return this;
    }

    /** Ends after the turn on its way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException stop) {
            // The next start goes on from the mark in the record.
            Thread.currentThread().interrupt();
        }
    }

    /** One look at the list; whether there may be more at once. */
    boolean turn() {
        if (!book.isAvailable()) {
            book.rebuild();
        }
        if (followed < 0) {
            followed = book.followed();
        }
        Objection.Page page = list.objections(followed, EVENTS_PER_TURN);
        if (page.seen() == followed) {
            return false;
        }
        book.follow(page.objections().stream().map(Objection::person).toList(), page.seen());
        followed = page.seen();
        return true;
    }

    private void run() {
        while (!closed) {
            try {
                if (!turn()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (RuntimeException failure) {
                LOG.error("event=withdrawals-failed error=\"{}\"", failure.toString());
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
    }
}
