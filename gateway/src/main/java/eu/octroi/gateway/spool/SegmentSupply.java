// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.FailPoint;
import eu.octroi.gateway.settings.SpoolSettings;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps segments ready, so that no message waits for zeroing, and knows when there is no room. The
 * last ready segment is kept back for what makes room: settled marks and messages moved forward.
 * When that is gone too (used up, failed, or left by a process that was killed in it), those get
 * some more beside the limits, else no message would ever end and no segment be cleared. Its thread
 * is {@code spool-prepare}. Guarded by its monitor, never held while files are touched.
 */
final class SegmentSupply implements Closeable {
    /** One for messages, one kept back. */
    static final int READY = 2;

    /**
     * Segments beside {@code segments-max} that what makes room may use, one after each kill at the
     * worst. They may take half of {@code free-space-min}: with its default and segments of the
     * default size that is as much.
     */
    static final int BESIDE_MAX = 8;

    private static final Duration TAKE_WAIT_MAX = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(SegmentSupply.class);

    private final SegmentMaker maker;
    private final Segments segments;
    private final SpoolSettings settings;
    private final Deque<Segment> ready = new ArrayDeque<>();
    private final Queue<Retired> retired = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final LongSupplier ticker;
    private final Consumer<Duration> rest;
    private long nextGeneration;
    private volatile Optional<String> shortage = Optional.empty();
    private volatile boolean closed;
    private volatile boolean low;
    private volatile long freeBytes;
    private volatile int filledPercent;
    private volatile @Nullable Thread taker;
    private boolean lastWanted;

    private record Retired(Path path, SpoolFile file, boolean reusable) {}

    SegmentSupply(
            SegmentMaker maker,
            Segments segments,
            SpoolSettings settings,
            long nextGeneration,
            Surroundings around) {
        this.maker = maker;
        this.segments = segments;
        this.settings = settings;
        this.nextGeneration = nextGeneration;
        this.ticker = around.ticker();
        this.rest = around.rest();
        this.thread = Thread.ofPlatform().name("spool-prepare").daemon().unstarted(this::run);
    }

    /** What room there is must be known before anybody is told that mail is taken. */
    void begin() {
        measure();
        tell(limit(READY));
    }

    void start() {
        thread.start();
    }

    /** Whether the file system is below its reserve. */
    boolean isLow() {
        return low;
    }

    /** Whether a segment is wanted and none can be made. */
    boolean isStuck() {
        return shortage.isPresent();
    }

    /** Why there is no room, in words: no segment can be made, or the reserve is touched. */
    Optional<String> shortage() {
        return shortage.or(() -> low ? Optional.of(reserveTouched()) : Optional.empty());
    }

    /** How much of what may be used is, when last looked at; what is kept back left out. */
    int filledPercent() {
        return filledPercent;
    }

    /** Free octets of the file system when last looked at. */
    long freeBytes() {
        return freeBytes;
    }

    /** Whether a message that needs a new segment could have one. */
    synchronized boolean hasRoom() {
        return ready.size() >= READY;
    }

    /**
     * Whether the log is in the last segment that can be had by the limits, and half of what may be
     * used beside them is gone: then the oldest segment must go, however much of it is live.
     */
    synchronized boolean isPressed() {
        return isStuck() && ready.isEmpty() && beside() < BESIDE_MAX / 2;
    }

    /** Whether one is kept back beside the one in use; waits a little as {@link #take} does. */
    boolean awaitReserve() throws InterruptedException {
        return await(1);
    }

    private boolean await(int enough) throws InterruptedException {
        long since = ticker.getAsLong();
        taker = Thread.currentThread();
        while (isWorthWaiting(enough) && ticker.getAsLong() - since < TAKE_WAIT_MAX.toNanos()) {
            rest.accept(LOOK_AGAIN);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return has(enough);
    }

    private synchronized boolean isWorthWaiting(int enough) {
        return !has(enough) && (!isStuck() || lastWanted) && !closed;
    }

    private synchronized boolean has(int enough) {
        return ready.size() >= enough;
    }

    /**
     * The next segment, already among those of the log; empty when there is none to be had. Waits a
     * little when zeroing is merely behind.
     *
     * @param last whether the one kept back may be taken, or one beside the limits if that is gone
     */
    Optional<Segment> take(boolean last) throws InterruptedException {
        int enough = last ? 1 : READY;
        want(last);
        try {
            await(enough);
        } finally {
            want(false);
        }
        return first(enough);
    }

    private synchronized void want(boolean last) {
        lastWanted = last && ready.isEmpty();
        LockSupport.unpark(thread);
    }

    private synchronized Optional<Segment> first(int enough) {
        if (!has(enough)) {
            return Optional.empty();
        }
        Segment segment = ready.removeFirst();
        segments.add(segment);
        // Now another one is wanted.
        LockSupport.unpark(thread);
        return Optional.of(segment);
    }

    /**
     * Takes a segment out of the log, durably, to be wiped for its next use or deleted. One at a
     * time, oldest first: were one to reappear after power loss, its marks must still be there.
     */
    void recycle(Segment segment) throws IOException {
        Path path = maker.retire(segment);
        FailPoint.IN_REUSE.pass();
        // After a failed force a file is not trusted again, not even for other octets (S6).
        boolean reusable = segment.size() == maker.size() && !segment.isDistrusted();
        synchronized (this) {
            retired.add(new Retired(path, segment.file(), reusable));
            segments.remove(segment);
        }
        LockSupport.unpark(thread);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
        LockSupport.unpark(taker);
        synchronized (this) {
            for (Segment segment : ready) {
                segment.file().close();
            }
            for (Retired old : retired) {
                old.file().close();
            }
        }
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(turn().toNanos());
        }
    }

    /** Makes one segment where one is wanted; returns how long it may rest then. */
    Duration turn() {
        measure();
        if (isWanted()) {
            return supply() ? Duration.ZERO : LOOK_AGAIN;
        }
        tell(Optional.empty());
        deleteRetired();
        return LOOK_AGAIN;
    }

    /** Bodies must not outlive their age in files that nobody needs. */
    private void deleteRetired() {
        try {
            for (Retired old = retired.peek(); old != null; old = retired.peek()) {
                maker.delete(old.path(), old.file());
                retired.remove();
            }
        } catch (IOException failure) {
            LOG.warn("event=spool-delete-failed error=\"{}\"", failure.toString());
        }
    }

    private synchronized boolean isWanted() {
        return ready.size() < READY;
    }

    /** Makes one segment; false when there is no room or the disk failed. */
    private boolean supply() {
        Optional<Segment> made = Optional.empty();
        Optional<String> why = limit(1);
        boolean last = isLastWanted();
        try {
            made = make(why.isEmpty() || (last && mayGoBeside()));
        } catch (IOException failure) {
            LOG.error("event=spool-prepare-failed error=\"{}\"", failure.toString());
            why = Optional.of("a segment could not be made: " + failure.getMessage());
        }
        publish(made, why, last);
        return made.isPresent();
    }

    private Optional<Segment> make(boolean mayGrow) throws IOException {
        Optional<Retired> old;
        boolean fits;
        synchronized (this) {
            old = Optional.ofNullable(retired.poll());
            fits = segmentsWith(1) <= settings.segmentsMax();
        }
        if (old.isPresent() && fits) {
            return Optional.of(remake(old.get()));
        }
        if (old.isPresent()) {
            maker.delete(old.get().path(), old.get().file());
        }
        return mayGrow ? Optional.of(maker.make(nextGeneration++)) : Optional.empty();
    }

    private synchronized boolean isLastWanted() {
        return lastWanted && ready.isEmpty();
    }

    private boolean mayGoBeside() {
        long left = beside();
        LOG.warn("event=spool-beside-limits segments={} left={}", segments.count(), left);
        return left > 0;
    }

    /** How many segments more what makes room may use. */
    private synchronized long beside() {
        long places = (long) settings.segmentsMax() + BESIDE_MAX - segmentsWith(0);
        long room = freeBytes - settings.freeSpaceMin().bytes() / 2;
        return Math.min(places, room / maker.size());
    }

    private synchronized int segmentsWith(int more) {
        return segments.count() + ready.size() + more;
    }

    private Segment remake(Retired old) throws IOException {
        if (old.reusable()) {
            return maker.remake(nextGeneration++, old.path(), old.file());
        }
        maker.delete(old.path(), old.file());
        return maker.make(nextGeneration++);
    }

    /** What stands against so many segments more, in words. */
    private synchronized Optional<String> limit(int more) {
        if (segmentsWith(more) > settings.segmentsMax()) {
            return Optional.of(
                    "all " + settings.segmentsMax() + " segments are in use (spool.segments-max)");
        }
        long reserve = settings.freeSpaceMin().bytes();
        if (freeBytes - (long) more * maker.size() < reserve) {
            return Optional.of(
                    "%s free: too little for %d x %s (spool.segment-size) beside %s to stay free"
                                    .formatted(
                                            mebibytes(freeBytes),
                                            more,
                                            mebibytes(maker.size()),
                                            mebibytes(reserve))
                            + " (spool.free-space-min)");
        }
        return Optional.empty();
    }

    /**
     * @param last whether what makes room was thought of, and so waits in vain if nothing was made
     */
    private synchronized void publish(Optional<Segment> made, Optional<String> why, boolean last) {
        made.ifPresent(ready::add);
        if (made.isEmpty()) {
            lastWanted &= !last;
            tell(why);
        } else if (ready.size() >= READY) {
            // Before that another one is wanted, and what stood against it may still do so.
            tell(Optional.empty());
        }
        LockSupport.unpark(taker);
    }

    /** One line when room becomes short, and one when there is room again. */
    private void tell(Optional<String> why) {
        if (why.isPresent() && shortage.isEmpty()) {
            LOG.warn("event=spool-short why=\"{}\"", why.get());
        } else if (why.isEmpty() && shortage.isPresent()) {
            LOG.info("event=spool-has-room free={}", freeBytes);
        }
        shortage = why;
    }

    private static String mebibytes(long octets) {
        return (octets >> 20) + " MiB";
    }

    private void measure() {
        try {
            freeBytes = maker.freeSpace();
        } catch (IOException failure) {
            LOG.error("event=spool-free-space-unknown error=\"{}\"", failure.toString());
            freeBytes = 0;
        }
        filledPercent = filled();
        boolean wasLow = low;
        low = freeBytes < settings.freeSpaceMin().bytes();
        if (low && !wasLow) {
            LOG.warn("event=spool-disk-low why=\"{}\"", reserveTouched());
        } else if (wasLow && !low) {
            LOG.info("event=spool-disk-not-low free={}", freeBytes);
        }
    }

    /** Those ready count as free: they are on the disk already. */
    private synchronized int filled() {
        long used = segments.count();
        long room = Math.max(0, freeBytes - settings.freeSpaceMin().bytes()) / maker.size();
        long free = Math.min(settings.segmentsMax() - used, ready.size() + room) - READY;
        return (int) (LiveMessages.FULL * used / Math.max(1, used + Math.max(0, free)));
    }

    private String reserveTouched() {
        return "%s free, and %s must stay free (spool.free-space-min)"
                .formatted(mebibytes(freeBytes), mebibytes(settings.freeSpaceMin().bytes()));
    }
}
