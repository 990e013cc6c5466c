// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.MessageId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Clears old segments away: once the ledger has committed what the oldest holds, its live messages
 * are moved forward, forced, and the file is wiped or deleted. It does so when little of it or of
 * the whole log is live, when bodies that nobody needs have reached their age anywhere in the log
 * (older segments stand in the way of younger ones), or when room is short. Its thread is {@code
 * spool-reclaim}. Thread-safe.
 */
final class Reclaimer implements Closeable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final int MOSTLY_SETTLED = 4;
    private static final int CARRIED_TOGETHER = 64;

    /** A log of so few is not worth moving what is live. */
    private static final int SEGMENTS_MIN = 2;

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);
    private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

    private final Segments segments;
    private final LiveMessages live;
    private final SegmentSupply supply;
    private final SyncThread sync;
    private final MessageReader reader;
    private final Duration bodyAgeMax;
    private final Clock clock;
    private final SpoolMeters meters;
    private final Thread thread;
    private volatile long ledgerCommitted;
    private Optional<Segment> clearing = Optional.empty();
    private CompletableFuture<Void> moving = NOTHING;
    private volatile boolean closed;

    Reclaimer(
            Segments segments,
            LiveMessages live,
            SegmentSupply supply,
            SyncThread sync,
            MessageReader reader,
            Duration bodyAgeMax,
            Clock clock,
            SpoolMeters meters) {
        this.segments = segments;
        this.live = live;
        this.supply = supply;
        this.sync = sync;
        this.reader = reader;
        this.bodyAgeMax = bodyAgeMax;
        this.clock = clock;
        this.meters = meters;
        this.thread = Thread.ofPlatform().name("spool-reclaim").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void ledgerCommitted(long position) {
        ledgerCommitted = Math.max(ledgerCommitted, position);
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(turn().toNanos());
        }
    }

    /** Moves some messages or clears one segment; returns how long it may rest then. */
    Duration turn() {
        if (!moving.isDone()) {
            return LOOK_AGAIN;
        }
        try {
            moving.join();
            return clearOldest() ? Duration.ZERO : LOOK_AGAIN;
        } catch (IOException | CompletionException | SpoolFailedException failure) {
            LOG.warn("event=spool-reclaim-failed error=\"{}\"", failure.toString());
            moving = NOTHING;
            clearing = Optional.empty();
            return LOOK_AGAIN;
        }
    }

    /** Whether there may be more to do at once. */
    private boolean clearOldest() throws IOException {
        Optional<Segment> oldest = segments.oldest();
        if (oldest.isEmpty() || !(oldest.equals(clearing) || isDue(oldest.get()))) {
            return false;
        }
        if (isInUse(oldest.get())) {
            sync.leaveSegment();
            return false;
        }
        return clear(oldest.get());
    }

    private boolean clear(Segment segment) throws IOException {
        if (live.messages(segment) > 0) {
            clearing = Optional.of(segment);
            carrySome(segment);
            return false;
        }
        clearing = Optional.empty();
        supply.recycle(segment);
        LOG.info("event=spool-segment-cleared generation={}", segment.generation());
        return true;
    }

    private boolean isDue(Segment oldest) {
        if (oldest.lastEvent() > ledgerCommitted) {
            return false;
        }
        if (oldest.isEmpty()) {
            return segments.newest().filter(newest -> newest != oldest).isPresent();
        }
        return (!isInUse(oldest) && isMostlySettled(oldest))
                || holdsAgedBodies()
                || isLogMostlySettled()
                || supply.isPressed();
    }

    private boolean isMostlySettled(Segment segment) {
        return live.bytes(segment) <= segment.usedBytes() / MOSTLY_SETTLED;
    }

    /** Whether anywhere in the log a settled body has reached its age. */
    private boolean holdsAgedBodies() {
        Instant limit = clock.instant().minus(bodyAgeMax);
        return segments.all().stream()
                .anyMatch(s -> s.holdsSettled() && !s.oldest().isAfter(limit));
    }

    /**
     * Whether little of the whole log is live: what waits long in the oldest segment, all of it
     * live, would keep every settled one behind it. When messages are refused for want of room,
     * half is little.
     */
    private boolean isLogMostlySettled() {
        int share = supply.isStuck() ? 2 : MOSTLY_SETTLED;
        return segments.count() > SEGMENTS_MIN && live.bytes() <= segments.usedBytes() / share;
    }

    private boolean isInUse(Segment segment) {
        return sync.isInUse(segment);
    }

    /** As many as the thread that forces takes at once; it is woken when they are forced. */
    private void carrySome(Segment segment) {
        List<CompletableFuture<Void>> some = new ArrayList<>();
        for (MessageId message : live.first(segment, CARRIED_TOGETHER)) {
            live.place(message)
                    .flatMap(place -> carry(segment, message, place.position()))
                    .ifPresent(some::add);
        }
        moving = CompletableFuture.allOf(some.toArray(CompletableFuture[]::new));
        var _ = moving.whenComplete((_, _) -> LockSupport.unpark(thread));
    }

    private Optional<CompletableFuture<Void>> carry(Segment segment, MessageId message, long from) {
        Optional<Draft> found = reader.find(message);
        if (found.isEmpty()) {
            // Its octets are in quarantine now; keeping the segment would not make them whole.
            meters.quarantined(live.setAside(message));
            segment.addSettled();
            return Optional.empty();
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        sync.carry(new Work.Carry(message, from, found.get().carried(), done));
        return Optional.of(done);
    }
}
