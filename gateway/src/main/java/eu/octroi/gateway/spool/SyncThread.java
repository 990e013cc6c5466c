// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The one thread that writes and forces, {@code spool-sync}: what waits while it forces shares the
 * next force. Settled marks go along with messages, or by themselves after a short delay. Work is
 * handed in by any thread and never waits for a lock.
 *
 * <p>Thread-safe.
 */
final class SyncThread implements Closeable {
    private static final int APPENDS_MAX = 4096;
    private static final int MARKS_MAX = 1 << 16;
    private static final int CARRIES_MAX = 1024;
    private static final int MARKS_PER_FORCE = 4096;
    private static final int CARRIES_PER_FORCE = 64;
    private static final Duration MARK_DELAY = Duration.ofMillis(20);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(SyncThread.class);

    private final Intray<Work.Append> appends = new Intray<>(APPENDS_MAX);
    private final Intray<Work> marks = new Intray<>(MARKS_MAX);
    private final Intray<Work.Carry> carries = new Intray<>(CARRIES_MAX);
    private final Log log;
    private final int messagesMax;
    private final LongSupplier ticker;
    private final Thread thread;
    private long marksSince;
    private volatile boolean leaveWanted;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * @param messagesMax messages that share one force at most
     */
    SyncThread(Log log, int messagesMax, LongSupplier ticker) {
        this.log = log;
        this.ticker = ticker;
        this.messagesMax = messagesMax;
        this.thread = Thread.ofPlatform().name("spool-sync").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void append(Work.Append append) {
        hand(appends, append);
    }

    void mark(Work.Mark mark) {
        hand(marks, mark);
    }

    void intervene(Work.Intervene intervene) {
        hand(marks, intervene);
    }

    void carry(Work.Carry carry) {
        hand(carries, carry);
    }

    /** Asks for the segment in use to be left, so that it can be cleared away. */
    void leaveSegment() {
        leaveWanted = true;
        LockSupport.unpark(thread);
    }

    boolean isRunning() {
        return !closing && !ended;
    }

    /** Whether the segment is still written to. */
    boolean isInUse(Segment segment) {
        return log.current().filter(s -> s == segment).isPresent();
    }

    /** Finishes what was handed in, then ends; later work fails. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }

    private <T extends Work> void hand(Intray<? super T> tray, T work) {
        if (closing || !tray.offer(work)) {
            work.fail(new SpoolFailedException(closing ? "the spool is closed" : "queue is full"));
            return;
        }
        if (ended) {
            failAll();
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (!closing || !isIdle()) {
                LockSupport.parkNanos(turn().toNanos());
            }
        } catch (InterruptedException stop) {
            LOG.warn("event=spool-interrupted");
        } catch (RuntimeException | Error bug) {
            LOG.error("event=spool-bug", bug);
            throw bug;
        } finally {
            ended = true;
            failAll();
        }
    }

    private boolean isIdle() {
        return !log.isHealthy() || (appends.isEmpty() && marks.isEmpty() && carries.isEmpty());
    }

    /** Does what there is to do; returns how long it may rest then, unless it is woken. */
    Duration turn() throws InterruptedException {
        if (!log.isHealthy()) {
            failAll();
            log.recover();
            return log.isHealthy() ? Duration.ZERO : RETRY;
        }
        if (leaveWanted) {
            leaveWanted = false;
            log.leave();
        }
        List<Work> batch = collect();
        if (batch.isEmpty()) {
            return pause();
        }
        log.commit(batch);
        return Duration.ZERO;
    }

    /**
     * Messages moved forward come first: their marks are those forced by earlier batches, and a
     * mark of this batch must lie behind them.
     */
    private List<Work> collect() {
        List<Work> batch = new ArrayList<>();
        carries.drainTo(batch, CARRIES_PER_FORCE);
        appends.drainTo(batch, messagesMax);
        if (marksAreDue() || !batch.isEmpty()) {
            marks.drainTo(batch, MARKS_PER_FORCE);
            marksSince = 0;
        }
        return batch;
    }

    private boolean marksAreDue() {
        if (marks.isEmpty()) {
            return false;
        }
        long now = ticker.getAsLong();
        if (marksSince == 0) {
            marksSince = now;
        }
        return closing
                || marks.size() >= MARKS_PER_FORCE
                || now - marksSince >= MARK_DELAY.toNanos();
    }

    private Duration pause() {
        return marks.isEmpty() ? RETRY : MARK_DELAY.dividedBy(4);
    }

    private void failAll() {
        fail(appends);
        fail(marks);
        fail(carries);
    }

    private static void fail(Intray<? extends Work> tray) {
        List<Work> left = new ArrayList<>();
        tray.drainTo(left, Integer.MAX_VALUE);
        var why = new SpoolFailedException("the spool does not write");
        left.forEach(work -> work.fail(why));
    }
}
