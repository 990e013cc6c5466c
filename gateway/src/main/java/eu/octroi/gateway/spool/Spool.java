// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.FailPoint;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Accepted messages on disk until every copy is settled: a log of preallocated segments, written
 * and forced by one thread for many producers (H-12).
 *
 * <p>What a completed append or settle wrote survives {@code kill -9} and power loss, as far as the
 * disk keeps what it says it has forced and writes a sector wholly or not at all. A copy whose
 * delivery ended but whose mark was not forced yet is open again after a crash: that is where
 * doubles come from, at most one for each copy in flight.
 *
 * <p>Stages complete on {@code spool-sync}: what depends on them hops to its own thread at once,
 * for every message waits for that one. Thread-safe.
 */
public final class Spool implements Closeable, LedgerFeed {
    private static final int FULL = LiveMessages.FULL;
    private static final String STALLED =
            "the disk does not answer, mail is answered 451 (spool.write-max)";
    private static final int HANDED_OVER_TOGETHER = 1000;
    private static final String TOO_MANY =
            "as many recipients are open as may be, mail is answered 452 (spool.recipients-max)";

    private final Segments segments;
    private final LiveMessages live;
    private final SpoolMeters meters;
    private final SegmentSupply supply;
    private final SyncThread sync;
    private final Log log;
    private final MessageReader reader;
    private final EventReader events;
    private final Reclaimer reclaimer;
    private final int recordMax;
    private final LongSupplier ticker;
    private volatile boolean closed;

    Spool(SpoolParts parts) {
        this.segments = parts.segments();
        this.live = parts.live();
        this.meters = parts.meters();
        this.supply = parts.supply();
        this.sync = parts.sync();
        this.log = parts.log();
        this.reader = parts.reader();
        this.events = new EventReader(segments);
        this.reclaimer = parts.reclaimer();
        this.recordMax = parts.recordMax();
        this.ticker = parts.ticker();
    }

    /**
     * Reads what an earlier process left and starts to write; blocking. Throws {@link
     * SpoolFailedException} when the directory cannot be read, {@link IllegalArgumentException}
     * when the settings leave no room to work.
     *
     * @param directory the spool's own; created when missing
     */
    public static Spool open(
            Path directory,
            SpoolSettings settings,
            SpoolFiles files,
            Clock clock,
            MeterRegistry meters) {
        return open(directory, settings, files, 0, clock, meters);
    }

    /**
     * The same where there is a ledger.
     *
     * @param ledgerPosition up to where it has read: nothing is written there again, even when the
     *     files are gone and the clock has been set back
     */
    public static Spool open(
            Path directory,
            SpoolSettings settings,
            SpoolFiles files,
            long ledgerPosition,
            Clock clock,
            MeterRegistry meters) {
        Surroundings around = Surroundings.of(files, clock, ledgerPosition);
        try {
            Spool spool = new Spool(SpoolParts.recover(directory, settings, around, meters));
            spool.start();
            return spool;
        } catch (IOException failure) {
            throw new SpoolFailedException("cannot open the spool", failure);
        }
    }

    /** The same to the end. */
    public void recovered(Consumer<Spooled> taker) {
        recovered(taker, () -> true);
    }

    /**
     * Hands over, once, what was accepted and not wholly settled when the spool was opened, mostly
     * the oldest first; blocking, with one read of the disk each. What was not handed over because
     * of {@code goesOn} or an exception comes with the next call.
     */
    public void recovered(Consumer<Spooled> taker, BooleanSupplier goesOn) {
        LiveMessages.Found next = live.found(0, HANDED_OVER_TOGETHER);
        while (!next.messages().isEmpty()) {
            for (MessageId message : next.messages()) {
                if (!goesOn.getAsBoolean()) {
                    return;
                }
                find(message).ifPresent(taker);
                live.handedOver(message);
            }
            next = live.found(next.next(), HANDED_OVER_TOGETHER);
        }
    }

    /** Messages that {@link #recovered} has still to hand over. */
    public int toHandOver() {
        return live.toHandOver();
    }

    /** Shows what {@link #recovered} is going to hand over; blocking like that. */
    public void look(Consumer<Spooled> taker) {
        LiveMessages.Found next = live.found(0, HANDED_OVER_TOGETHER);
        while (!next.messages().isEmpty()) {
            next.messages().forEach(message -> find(message).ifPresent(taker));
            next = live.found(next.next(), HANDED_OVER_TOGETHER);
        }
    }

    /**
     * A message that is not wholly settled; empty when it is, or when what it says can no longer be
     * read, and then it is set aside. Blocking. Throws {@link SpoolFailedException} when the disk
     * fails.
     */
    public Optional<Spooled> find(MessageId message) {
        Optional<byte[]> head = reader.head(message);
        if (head.isEmpty()) {
            meters.quarantined(live.setAside(message));
        }
        return head.map(octets -> new Spooled(live, octets));
    }

    /**
     * Completes once the message is forced: only then may a 250 be sent. The octets are borrowed
     * until then. Fails with {@link SpoolFullException}, {@link SpoolTooLargeException} or {@link
     * SpoolFailedException}.
     */
    public CompletionStage<Spooled> append(Acceptance acceptance, Octets original) {
        if (log.isStalled()) {
            return CompletableFuture.failedFuture(new SpoolFailedException(STALLED));
        }
        return isFull()
                ? CompletableFuture.failedFuture(new SpoolFullException("no room"))
                : append(acceptance, original, false);
    }

    /**
     * The same for a report without which another message cannot end: it may use the room that is
     * kept back, since a full spool full of messages that bounce would never empty otherwise.
     */
    public CompletionStage<Spooled> appendReport(Acceptance acceptance, Octets original) {
        return append(acceptance, original, true);
    }

    private CompletionStage<Spooled> append(
            Acceptance acceptance, Octets original, boolean makesRoom) {
        long since = ticker.getAsLong();
        byte[] head = AcceptanceCodec.head(acceptance);
        Octets edits = Octets.of(AcceptanceCodec.edits(acceptance));
        Draft draft = Draft.of(SpoolRecord.Kind.ACCEPTED, head, List.of(edits, original));
        if (draft.size() > recordMax) {
            return CompletableFuture.failedFuture(
                    new SpoolTooLargeException("larger than a segment: " + draft.size()));
        }
        CompletableFuture<Spooled> done = new CompletableFuture<>();
        Arrival arrival = Arrival.of(acceptance.id(), draft.size(), acceptance.copies());
        Spooled message = new Spooled(live, head);
        sync.append(new Work.Append(draft, arrival, message, done, since, makesRoom));
        return done;
    }

    /**
     * Reads a message back with every edit; blocking. Throws {@link SpoolFailedException} when it
     * cannot be read now, {@link SpoolCorruptException} when it is corrupt and was set aside.
     */
    public SpooledMessage read(MessageId message) {
        return reader.read(message);
    }

    /**
     * Records how a copy ended; completes once forced, with the next batch or by itself within some
     * tens of milliseconds. Settling a settled copy does nothing. Fails with {@link
     * SpoolFailedException} or {@link SpoolFullException}: the outcome must be brought again later,
     * else the copy is sent again after a restart.
     *
     * @param copy index into the copies of the acceptance
     */
    public CompletionStage<Void> settle(Acceptance message, int copy, Outcome outcome) {
        FailPoint.BEFORE_SETTLED.pass();
        byte[] head = MarkCodec.settled(message, copy, outcome);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Draft draft = Draft.of(SpoolRecord.Kind.SETTLED, head);
        sync.mark(new Work.Mark(message.id(), copy, outcome.kind(), draft, done));
        return done;
    }

    /**
     * Records that a person held or released a copy; completes once forced, like {@link #settle}.
     * Does nothing to a copy that is settled. Fails with {@link SpoolFailedException} or {@link
     * SpoolFullException}, and then the copy is what it was.
     *
     * @param copy index into the copies of the acceptance
     */
    public CompletionStage<Void> intervene(MessageId message, int copy, Intervention intervention) {
        byte[] head = MarkCodec.intervened(message, copy, intervention);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Draft draft = Draft.of(SpoolRecord.Kind.INTERVENED, head);
        sync.intervene(new Work.Intervene(message, copy, intervention, draft, done));
        return done;
    }

    /** Whether this copy permits delivery and has no forced outcome yet. */
    public boolean isOpen(MessageId message, int copy) {
        return live.isOpen(message, copy);
    }

    /** What holds the copy back from delivery; empty when nothing does. Only if that is forced. */
    public Optional<Intervention> hold(MessageId message, int copy) {
        return live.held(message, copy).now();
    }

    /** How long holds that have ended lasted; the copy did not grow older by it. */
    public Duration heldBefore(MessageId message, int copy) {
        return live.held(message, copy).before();
    }

    @Override
    public List<SpoolEvent> after(long position, int max) {
        return events.after(position, max);
    }

    @Override
    public void ledgerCommitted(long position) {
        reclaimer.ledgerCommitted(position);
    }

    /** Whether a message appended now has a chance to be accepted. */
    public boolean isWritable() {
        return trouble().isEmpty();
    }

    /** Why a message appended now has no chance to be accepted, for a person; empty if it has. */
    public Optional<String> trouble() {
        if (closed || !sync.isRunning()) {
            return Optional.of("not running: see the log");
        }
        if (!log.isHealthy()) {
            return Optional.of("writing or forcing failed and is tried again: see the log");
        }
        if (log.isStalled()) {
            return Optional.of(STALLED);
        }
        if (live.filledPercent() == FULL) {
            return Optional.of(TOO_MANY);
        }
        return supply.isLow() || log.isFull() ? Optional.of(shortage()) : Optional.empty();
    }

    /** How full it is, in percent: at 100 a message appended now is refused for want of room. */
    public int filledPercent() {
        return isFull()
                ? FULL
                : Math.min(FULL - 1, Math.max(supply.filledPercent(), live.filledPercent()));
    }

    private boolean isFull() {
        return supply.isLow() || log.isFull() || live.filledPercent() == FULL;
    }

    /** Messages not wholly settled. */
    public long messages() {
        return live.messages();
    }

    /** Finishes what was handed in, then closes; what is handed in later fails. */
    @Override
    public void close() {
        closed = true;
        reclaimer.close();
        sync.close();
        try {
            supply.close();
            for (Segment segment : segments.all()) {
                segment.file().close();
            }
        } catch (IOException failure) {
            throw new SpoolFailedException("closing the spool", failure);
        }
    }

    private String shortage() {
        return "no room, mail is answered 452: "
                + supply.shortage().orElse("the next segment is not ready yet");
    }

    private void start() {
        supply.begin();
        supply.start();
        sync.start();
        reclaimer.start();
    }
}
