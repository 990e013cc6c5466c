// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Writes work into the log, forces it, and answers. A file whose write or force failed is left for
 * good: after a failed force nobody knows what the kernel dropped. The next segment begins with a
 * record of where the one left ends, so that nothing behind that place, which was answered 451, is
 * ever taken for acknowledged. Confined to the thread that forces.
 */
final class Log {
    private static final Logger LOG = LoggerFactory.getLogger(Log.class);

    private final SegmentSupply supply;
    private final Segments segments;
    private final LiveMessages live;
    private final LogWriter writer;
    private final SpoolMeters meters;
    private final Answers answers;
    private final Map<Long, Integer> ends = new TreeMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private boolean endsPlaced;
    private boolean onReserve;
    private final long writeNanosMax;
    private final LongSupplier ticker;
    private volatile long busySince;
    private volatile boolean busy;
    private volatile boolean healthy = true;
    private volatile boolean refusedForRoom;

    private record Placed(Work work, long position) {}

    /**
     * @param writeMax after which a batch not yet forced means that the disk is sick
     * @param ends where segments of an earlier process end, to be recorded first
     */
    Log(
            SegmentSupply supply,
            Segments segments,
            LiveMessages live,
            LogWriter writer,
            SpoolMeters meters,
            Duration writeMax,
            Map<Long, Integer> ends,
            LongSupplier ticker) {
        this.supply = supply;
        this.segments = segments;
        this.live = live;
        this.writer = writer;
        this.meters = meters;
        this.answers = new Answers(segments, live, meters, ticker);
        this.ticker = ticker;
        this.writeNanosMax = writeMax.toNanos();
        this.ends.putAll(ends);
    }

    /**
     * Whether the disk has not answered for so long that what is handed in now might be answered
     * only after its sender has given up, and would come again (S8). Any thread.
     */
    boolean isStalled() {
        return busy && ticker.getAsLong() - busySince > writeNanosMax;
    }

    /** False from a failed write or force until another segment was forced. Any thread. */
    boolean isHealthy() {
        return healthy;
    }

    /**
     * Whether a message was refused for want of a segment, or would be as the first of a segment
     * that cannot be made, and there still is none. Any thread.
     */
    boolean isFull() {
        boolean needsSegment = supply.isStuck() && writer.current().isEmpty();
        return (refusedForRoom || needsSegment) && !supply.hasRoom();
    }

    /** Writes and forces all of it, and answers each, whatever happens. */
    void commit(List<Work> works) throws InterruptedException {
        Deque<Work> waiting = new ArrayDeque<>(works);
        busySince = ticker.getAsLong();
        busy = true;
        try {
            while (!waiting.isEmpty()) {
                place(waiting.getFirst());
                waiting.removeFirst();
            }
            force();
        } catch (IOException failure) {
            distrust(failure, waiting);
        } catch (RuntimeException | Error bug) {
            // The thread ends with it; nobody may wait for an answer that never comes.
            var why = new SpoolFailedException("the spool does not write");
            placed.forEach(p -> p.work().fail(why));
            waiting.forEach(work -> work.fail(why));
            throw bug;
        } finally {
            busy = false;
        }
    }

    /** After a failure: tries another segment. */
    void recover() throws InterruptedException {
        try {
            if (roll(true)) {
                force();
                healthy = true;
                LOG.info("event=spool-recovered generation={}", generation());
            }
        } catch (IOException failure) {
            distrust(failure, new ArrayDeque<>());
        }
    }

    /** Leaves the segment in use, whole as it is, if it holds anything. */
    void leave() {
        if (writer.current().filter(s -> !s.isEmpty()).isPresent()) {
            writer.leave();
        }
    }

    /** The segment in use. Any thread. */
    Optional<Segment> current() {
        return writer.current();
    }

    private void place(Work work) throws IOException, InterruptedException {
        if (work.isObsolete(live)) {
            placed.add(new Placed(work, 0));
            return;
        }
        if (!work.makesRoom() && onReserve) {
            force();
            if (!hasReserve()) {
                refuse(work);
                return;
            }
        }
        // What is placed before it may be holds too.
        if (work instanceof Work.Intervene && !live.reserveHolds(placed.size() + 1)) {
            work.fail(new SpoolFullException("no memory for another hold"));
            return;
        }
        List<Draft> drafts = work.drafts(live);
        int size = drafts.stream().mapToInt(Draft::size).sum();
        if (!writer.fits(size)) {
            force();
            if (!roll(work.makesRoom()) || !writer.fits(size)) {
                refuse(work);
                return;
            }
        }
        long position = writer.place(drafts.getFirst());
        for (Draft more : drafts.subList(1, drafts.size())) {
            writer.place(more);
        }
        placed.add(new Placed(work, position));
    }

    /**
     * The segment in use may be the last one: then it is for outcomes alone. Were messages to fill
     * it, no outcome could be recorded, no older segment be cleared, and nothing ever move again.
     */
    private boolean hasReserve() throws InterruptedException {
        onReserve = !supply.awaitReserve();
        return !onReserve;
    }

    private void refuse(Work work) {
        if (!refusedForRoom) {
            LOG.warn("event=spool-full segments={}", segments.count());
        }
        refusedForRoom = true;
        work.fail(new SpoolFullException("no free segment"));
    }

    /** Goes on to the next segment; everything placed before must have been forced. */
    private boolean roll(boolean last) throws IOException, InterruptedException {
        Optional<Segment> next = supply.take(last);
        if (next.isEmpty()) {
            return false;
        }
        writer.use(next.get());
        onReserve = last;
        refusedForRoom = false;
        if (!ends.isEmpty()) {
            writer.place(Draft.of(SpoolRecord.Kind.ENDS, MarkCodec.ends(ends)));
            endsPlaced = true;
        }
        return true;
    }

    private void force() throws IOException {
        if (writer.current().isPresent() && (!placed.isEmpty() || endsPlaced)) {
            long start = ticker.getAsLong();
            writer.force();
            meters.forced(ticker.getAsLong() - start, messages());
        }
        if (endsPlaced) {
            ends.clear();
            endsPlaced = false;
        }
        placed.forEach(done -> answers.give(done.work(), done.position()));
        placed.clear();
    }

    private int messages() {
        return (int) placed.stream().filter(p -> p.work() instanceof Work.Append).count();
    }

    private void distrust(IOException failure, Deque<Work> waiting) {
        healthy = false;
        endsPlaced = false;
        writer.current().ifPresent(this::distrust);
        LOG.error(
                "event=spool-failed generation={} failed={} error=\"{}\"",
                generation(),
                placed.size() + waiting.size(),
                failure.toString());
        writer.leave();
        var why = new SpoolFailedException("the spool could not be forced", failure);
        placed.forEach(p -> p.work().fail(why));
        placed.clear();
        waiting.forEach(work -> work.fail(why));
    }

    private void distrust(Segment segment) {
        segment.distrust();
        ends.put(segment.generation(), segment.end());
    }

    private long generation() {
        return writer.current().map(Segment::generation).orElse(0L);
    }
}
