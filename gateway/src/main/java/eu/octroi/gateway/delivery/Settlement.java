// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.caps.CapClaim;
import eu.octroi.gateway.caps.CapLedger;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.message.DeliveryReport;
import eu.octroi.gateway.message.DeliveryReport.Action;

import io.netty.channel.EventLoop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** RFC 3463: other, and it went well. */
    private static final String RELAYED_STATUS = "2.0.0";

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Reporter reporter;
    private final CapLedger caps;
    private final PersonKeys people;
    private final EventLoop loop;
    private final Consumer<QueuedMessage> enqueue;
    private final DeliveryMeters meters;
    private final Deque<Ending> failed = new ArrayDeque<>();
    private Runnable onChange = () -> {};
    private int pending;
    private boolean retrying;
    private volatile int unsettled;
    private volatile boolean sick;

    Settlement(
            Reporter reporter,
            CapLedger caps,
            PersonKeys people,
            EventLoop loop,
            Consumer<QueuedMessage> enqueue,
            DeliveryMeters meters) {
        this.reporter = reporter;
        this.caps = caps;
        this.people = people;
        this.loop = loop;
        this.enqueue = enqueue;
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

    /** Outcomes being forced now. */
    int pending() {
        return pending;
    }

    /** Tries once more what could not be forced. */
    private void retry() {
        retrying = false;
        for (int left = failed.size(); left > 0; left--) {
            force(failed.remove());
        }
    }

    private void pending(int more) {
        pending += more;
        unsettled = pending + failed.size();
    }

    /**
     * Ends a copy; completes once that is forced, however often it has to be tried.
     *
     * @param known how, as far as the last attempt tells
     * @param status enhanced status code for the report to the sender; empty where the outcome is
     *     no failure
     * @param fromNextHop whether the outcome's words are the next hop's
     */
    CompletableFuture<Void> end(
            QueuedCopy copy, Outcome known, String status, boolean fromNextHop) {
        Outcome outcome = copy.mayHaveArrived() ? known.arrivedPerhaps() : known;
        Acceptance acceptance = copy.message().acceptance();
        log(copy, acceptance, outcome);
        meters.ended(outcome.kind(), Duration.between(acceptance.acceptedAt(), outcome.at()));
        // RFC 3461 section 5.2.2: what is behind the next hop is not ours to tell.
        boolean isRelayed = outcome.kind() == Outcome.Kind.DELIVERED;
        Action action = isRelayed ? Action.RELAYED : Action.FAILED;
        boolean owed = DeliveryReport.isOwed(acceptance, copy.index(), action);
        String told = isRelayed ? RELAYED_STATUS : status;
        CompletableFuture<Void> forced = new CompletableFuture<>();
        force(new Ending(copy, outcome, owed ? told : "", fromNextHop, forced));
        return forced;
    }

    private void force(Ending ending) {
        pending(1);
        try {
            if (ending.isReportOwed()) {
                report(ending);
            } else {
                settle(ending);
            }
        } catch (RuntimeException rejected) {
            failed(ending, rejected);
        }
    }

    private void report(Ending ending) {
        QueuedCopy copy = ending.copy();
        reporter.report(copy.message(), copy.index(), ending.said())
                .whenCompleteAsync(
                        (report, failure) -> {
                            if (failure == null) {
                                pending(-1);
                                meters.reported();
                                enqueue.accept(report);
                                force(ending.reported());
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
                                pending(-1);
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
        pending(-1);
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
                    copy.stream(),
                    copy.attempts() + 1,
                    outcome.response().replace('"', '\''));
        }
    }
}
