// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.message.DeliveryReport;
import eu.octroi.gateway.message.DeliveryReport.Action;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells senders of copies that are still under way after a while, once each (H-46).
 *
 * <p>Copies fall due in the order in which their messages came, so one moment on disk says up to
 * where senders were told. It is forced before the reports are written: a crash in between costs
 * notices, but never doubles one, and the report of the end comes in any case. Event-loop confined.
 */
final class Delays {
    /** How often is looked, at most. */
    static final Duration LOOK = Duration.ofMinutes(1);

    /** Reports being written at once. */
    static final int WRITTEN_MAX = 16;

    /** RFC 3463: a delay of which nothing more is said. */
    private static final String STATUS = "4.4.7";

    private static final Logger LOG = LoggerFactory.getLogger(Delays.class);

    private final Parts parts;
    private final Duration after;
    private final Lifetime lifetime;
    private final Measures measures;
    private final Deque<Overdue.Copy> untold = new ArrayDeque<>();
    private Instant told;
    private int writing;
    private boolean looking;
    private boolean marking;
    private boolean moreDue;

    /**
     * What it works with.
     *
     * @param loop of delivery
     * @param readers may block
     * @param enqueue takes accepted reports
     */
    record Parts(
            EventLoop loop,
            Executor readers,
            CopyRows rows,
            Reporter reporter,
            Consumer<QueuedMessage> enqueue,
            DelayMark mark) {}

    /**
     * Reads up to where senders were told; blocking.
     *
     * @param after the age at which a copy is delayed; nobody is told at the end of its life
     */
    Delays(Parts parts, Duration after, Lifetime lifetime, Measures measures) {
        this.parts = parts;
        this.after = after;
        this.lifetime = lifetime;
        this.measures = measures;
        this.told = parts.mark().read();
    }

    /** Begins to look, for as long as the loop runs. */
    void start() {
        if (after.compareTo(lifetime.longest()) >= 0) {
            return;
        }
        Duration often = after.dividedBy(4);
        long nanos = (often.compareTo(LOOK) < 0 ? often : LOOK).toNanos();
        var _ = parts.loop().scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        Instant until = measures.clock().instant().minus(after);
        if (looking || marking || writing > 0 || !untold.isEmpty() || !until.isAfter(told)) {
            return;
        }
        looking = true;
        look(0, parts.rows().end(), new Overdue(parts.rows(), told, until));
    }

    /** So many rows in a turn, that other work of the loop gets its turn. */
    private void look(int from, int end, Overdue due) {
        int stop = Math.min(end, from + Routes.ROWS_PER_TURN);
        due.look(from, stop);
        if (stop < end) {
            parts.loop().execute(() -> look(stop, end, due));
            return;
        }
        looking = false;
        if (!due.isEmpty()) {
            mark(due.until(), due.copies());
        }
    }

    private void mark(Instant until, List<Overdue.Copy> due) {
        marking = true;
        var _ =
                tried(() -> forced(until))
                        .handleAsync(
                                (_, failure) -> {
                                    marking = false;
                                    if (failure == null) {
                                        told = until;
                                        untold.addAll(due);
                                        moreDue = true;
                                        tell();
                                    } else {
                                        LOG.error(
                                                "event=delays-untold copies={}",
                                                due.size(),
                                                failure);
                                    }
                                    return told;
                                },
                                parts.loop());
    }

    private void tell() {
        while (writing < WRITTEN_MAX && !untold.isEmpty()) {
            Overdue.Copy copy = untold.remove();
            if (parts.rows().isAt(copy.row(), copy.id())) {
                tell(parts.rows().copy(copy.row()));
            }
        }
        if (writing == 0 && untold.isEmpty() && moreDue) {
            moreDue = false;
            parts.loop().execute(this::look);
        }
    }

    private void tell(QueuedCopy copy) {
        writing++;
        var _ =
                tried(() -> report(copy))
                        .handleAsync((report, failure) -> told(report, failure), parts.loop());
    }

    /** Empty when nobody is to be told. */
    private CompletionStage<List<QueuedMessage>> report(QueuedCopy copy) {
        return parts.reporter().load(copy.message()).thenCompose(isThere -> report(copy, isThere));
    }

    private CompletionStage<List<QueuedMessage>> report(QueuedCopy copy, boolean isThere) {
        QueuedMessage message = copy.message();
        if (!isThere
                || !message.isOpen(copy.index())
                || after.compareTo(lifetime.of(message.acceptance().origin().streamClass())) >= 0
                || !DeliveryReport.isOwed(message.acceptance(), copy.index(), Action.DELAYED)) {
            return CompletableFuture.completedFuture(List.of());
        }
        LOG.info("event=delayed message={} copy={}", message.id(), copy.index());
        Reporter.Said said =
                new Reporter.Said(
                        Action.DELAYED,
                        STATUS,
                        "not delivered yet, no action is needed",
                        false,
                        Optional.of(lifetime.lastMoment(message.acceptance())));
        return parts.reporter().report(message, copy.index(), said).thenApply(List::of);
    }

    private CompletionStage<Void> forced(Instant until) {
        return CompletableFuture.runAsync(() -> parts.mark().write(until), parts.readers());
    }

    /** Where the readers have no room this is one more way to fail. */
    private static <T> CompletionStage<T> tried(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    private boolean told(@Nullable List<QueuedMessage> report, @Nullable Throwable failure) {
        writing--;
        if (report == null) {
            LOG.warn("event=delay-untold why=\"{}\"", String.valueOf(failure));
        } else {
            report.forEach(
                    written -> {
                        measures.meters().reported();
                        parts.enqueue().accept(written);
                    });
        }
        tell();
        return report != null;
    }
}
