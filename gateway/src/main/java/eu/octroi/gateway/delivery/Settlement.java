// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.caps.CapClaim;
import eu.octroi.gateway.caps.CapLedger;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.PersonKeys;

import io.netty.channel.EventLoop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends copies: first the report to the sender is forced, then the mark that the copy is settled.
 *
 * <p>What could not be forced is kept and tried again, never forgotten and never sent twice by this
 * process. While the spool does not record outcomes delivery pauses: every further 250 would be a
 * double after a crash (D4). A report that finds no room pauses nothing, because only settled
 * copies make room. Event-loop confined.
 */
final class Settlement {
    /** Outcomes that wait to be forced; above it no copy is taken. */
    static final int UNSETTLED_MAX = 1_000;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Reporter reporter;
    private final CapLedger caps;
    private final PersonKeys people;
    private final EventLoop loop;
    private final Consumer<QueuedMessage> enqueue;
    private final CopyRows rows;
    private final DeliveryMeters meters;
    private final Deque<Ending> failed = new ArrayDeque<>();
    private final Set<CopyId> ending = new HashSet<>();
    private Runnable onChange = () -> {};
    private boolean retrying;
    private volatile int unsettled;
    private volatile boolean sick;

    Settlement(
            Reporter reporter,
            CapLedger caps,
            PersonKeys people,
            EventLoop loop,
            Consumer<QueuedMessage> enqueue,
            CopyRows rows,
            DeliveryMeters meters) {
        this.reporter = reporter;
        this.caps = caps;
        this.people = people;
        this.loop = loop;
        this.enqueue = enqueue;
        this.rows = rows;
        this.meters = meters;
    }

    /** Called on the loop whenever an outcome was forced or could not be. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Whether no further copy may be sent for now. */
    boolean isBlocked() {
        return sick || unsettled >= UNSETTLED_MAX;
    }

    /** Whether the last outcome could not be forced; from any thread. */
    boolean isSick() {
        return sick;
    }

    /** Outcomes not forced yet; from any thread. */
    int unsettled() {
        return unsettled;
    }

    /** The copies whose outcomes are not forced yet, as they are now. */
    Set<CopyId> ending() {
        return Set.copyOf(ending);
    }

    /** Tries once more what could not be forced. */
    private void retry() {
        retrying = false;
        for (int left = failed.size(); left > 0; left--) {
            force(failed.remove());
        }
    }

    /**
     * Ends a copy, which leaves its row; completes once that is forced, however often it has to be
     * tried.
     *
     * @param known how, as far as the last attempt tells
     * @param status enhanced status code for the report to the sender; empty where the outcome is
     *     no failure
     * @param fromNextHop whether the outcome's words are the next hop's
     */
    CompletableFuture<Void> end(
            QueuedCopy copy, Outcome known, String status, boolean fromNextHop) {
        rows.free(copy.row());
        Outcome outcome = copy.mayHaveArrived() ? known.arrivedPerhaps() : known;
        CompletableFuture<Void> forced = new CompletableFuture<>();
        Ending ending = new Ending(copy, outcome, status, fromNextHop, false, forced);
        if (copy.message().isAtHand()) {
            note(ending);
        }
        this.ending.add(copy.id());
        unsettled = this.ending.size();
        force(ending);
        return forced;
    }

    private void force(Ending ending) {
        try {
            if (ending.copy().message().isAtHand()) {
                record(ending);
            } else {
                load(ending);
            }
        } catch (RuntimeException rejected) {
            failed(ending, rejected);
        }
    }

    /** What was never read to be sent is read for what it says of its sender and recipient. */
    private void load(Ending ending) {
        reporter.load(ending.copy().message())
                .whenCompleteAsync(
                        (isThere, failure) -> {
                            if (failure != null) {
                                failed(ending, failure);
                            } else if (isThere) {
                                note(ending);
                                force(ending);
                            } else {
                                lost(ending);
                            }
                        },
                        loop);
    }

    /** What it says has rotted: the spool has set it aside and counts it so. */
    private void lost(Ending ending) {
        LOG.error("event=quarantined copy={}", ending.copy().id());
        ended(ending.copy());
        ending.forced().complete(null);
        onChange.run();
    }

    private void ended(QueuedCopy copy) {
        ending.remove(copy.id());
        unsettled = ending.size();
    }

    private void record(Ending ending) {
        if (ending.isReportOwed()) {
            report(ending);
        } else {
            settle(ending);
        }
    }

    private void note(Ending ending) {
        Acceptance acceptance = ending.copy().message().acceptance();
        Outcome outcome = ending.outcome();
        log(ending.copy(), acceptance, outcome);
        meters.ended(outcome.kind(), Duration.between(acceptance.acceptedAt(), outcome.at()));
    }

    private void report(Ending ending) {
        QueuedCopy copy = ending.copy();
        reporter.report(copy.message(), copy.index(), ending.said())
                .whenCompleteAsync(
                        (report, failure) -> {
                            if (failure == null) {
                                meters.reported();
                                enqueue.accept(report);
                                force(ending.whenReported());
                            } else {
                                failed(ending, failure);
                            }
                        },
                        loop);
    }

    private void settle(Ending ending) {
        QueuedCopy copy = ending.copy();
        copy.message()
                .settle(copy.index(), ending.outcome())
                .whenCompleteAsync(
                        (_, failure) -> {
                            if (failure == null) {
                                ended(copy);
                                sick = false;
                                settleSlot(copy, ending.outcome());
                                ending.forced().complete(null);
                                onChange.run();
                            } else {
                                sick = true;
                                failed(ending, failure);
                            }
                        },
                        loop);
    }

    /** Only what is forced counts: a crash before leaves the slot as the spool has it. */
    private void settleSlot(QueuedCopy copy, Outcome outcome) {
        Acceptance acceptance = copy.message().acceptance();
        EmailAddress to = acceptance.copies().get(copy.index()).to();
        var _ = caps.settle(new CapClaim(copy.id(), acceptance.origin(), to), outcome);
    }

    private void failed(Ending ending, Throwable failure) {
        failed.add(ending);
        meters.settleFailed();
        if (!retrying) {
            retrying = true;
            var _ = loop.schedule(this::retry, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (failed.size() == 1) {
            LOG.error(
                    "event=unsettled message={} copy={} outcome={}",
                    ending.copy().message().id(),
                    ending.copy().index(),
                    ending.outcome().kind().word(),
                    failure);
        }
        onChange.run();
    }

    private void log(QueuedCopy copy, Acceptance acceptance, Outcome outcome) {
        if (LOG.isInfoEnabled()) {
            EmailAddress to = acceptance.copies().get(copy.index()).to();
            LOG.info(
                    "event={} message={} recipient={} stream={} attempts={} response=\"{}\"",
                    outcome.kind().word(),
                    acceptance.id(),
                    people.of(acceptance.origin().controller(), to),
                    acceptance.origin().stream(),
                    copy.attempts() + 1,
                    outcome.response().replace('"', '\''));
        }
    }
}
