// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.Outcome;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Carries out orders: takes the chosen copies out of the queue, so that nothing delivers them
 * meanwhile, has the order forced where it is one that lasts, and puts them where they now belong.
 * Whatever fails, they go back to where they were; {@link Routes} knows which are still out, on its
 * event loop, so that none goes back twice. Guarded by its monitor: one order at a time.
 */
final class QueueOrders {
    /** Copies out of the queue at once; also all that an order is carried out on, save a retry. */
    static final int COPIES_MAX = 10_000;

    /** Copies handled in one turn of the event loop; fewer than block the settlement. */
    private static final int TURN_MAX = 256;

    /** RFC 3463: delivery not authorised. */
    private static final String CANCELLED_STATUS = "5.7.1";

    private static final Duration SETTLE_WAIT = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(QueueOrders.class);

    private final Parts parts;
    private final LongSupplier ticker;
    private final Clock clock;

    /**
     * What orders work on.
     *
     * @param random spreads retried copies
     */
    record Parts(
            OnLoop onLoop,
            Routes routes,
            CopyRows rows,
            Settlement settlement,
            Lifetime lifetime,
            RandomGenerator random,
            DeliveryMeters meters) {}

    QueueOrders(Parts parts, LongSupplier ticker, Clock clock) {
        this.parts = parts;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** What has become of an order so far. Confined to the thread that carries it out. */
    private static final class Progress {
        private final List<CopyId> inFlight = new ArrayList<>();
        private final Set<Route> routes = new LinkedHashSet<>();
        private int taken;
        private int done;
    }

    synchronized OrderResult carryOut(Order order, Selection selection) {
        // A retry leaves its copies among those that can be chosen, so that giving it again would
        // find them for ever: it is carried out on all of them at once, share by share.
        int most = order.kind() == Order.Kind.RETRY ? Integer.MAX_VALUE : COPIES_MAX;
        int end = parts.onLoop().call(parts.rows()::end);
        Progress progress = new Progress();
        int row = 0;
        while (row < end && progress.taken < most) {
            row = carryOut(order, selection, row, most - progress.taken, progress);
        }
        if (order.kind() == Order.Kind.RETRY) {
            parts.onLoop().run(() -> progress.routes.forEach(Route::hasten));
        }
        OrderResult result = result(progress, isMoreChosen(order, selection, row, end));
        parts.meters().ordered(order.kind(), result.done());
        LOG.info(
                "event=queue-order order={} author=\"{}\" reason=\"{}\" done={} in_flight={}"
                        + " failed={}",
                order.kind().word(),
                OneLine.quoted(order.author()),
                OneLine.quoted(order.reason()),
                result.done(),
                result.inFlight(),
                result.failed());
        return result;
    }

    /** Takes out a share and handles it; returns the row to go on with. */
    private int carryOut(Order order, Selection selection, int from, int most, Progress progress) {
        try {
            Routes.Share share =
                    parts.onLoop()
                            .call(
                                    () ->
                                            parts.routes()
                                                    .take(
                                                            order.kind(),
                                                            selection,
                                                            from,
                                                            Math.min(most, COPIES_MAX)));
            progress.inFlight.addAll(share.inFlight());
            progress.taken += share.copies().size();
            share.copies().stream()
                    .map(Seen::route)
                    .flatMap(Optional::stream)
                    .forEach(progress.routes::add);
            for (List<Seen> turn : shares(share.copies(), TURN_MAX)) {
                progress.done += carryOut(order, turn);
            }
            return share.next();
        } finally {
            // After whatever this thread gave the loop to do and may not have waited for.
            parts.onLoop().later(parts.routes()::putBack);
        }
    }

    private boolean isMoreChosen(Order order, Selection selection, int from, int end) {
        for (int row = from; row < end; row += Routes.ROWS_PER_TURN) {
            int start = row;
            if (parts.onLoop()
                    .call(() -> parts.routes().concerns(order.kind(), selection, start))) {
                return true;
            }
        }
        return false;
    }

    private static List<List<Seen>> shares(List<Seen> all, int most) {
        List<List<Seen>> shares = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            shares.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return shares;
    }

    private static OrderResult result(Progress progress, boolean isMore) {
        return new OrderResult(
                progress.done,
                progress.inFlight.size(),
                progress.inFlight.stream().sorted().limit(OrderResult.IDS_MAX).toList(),
                progress.taken - progress.done,
                isMore);
    }

    /** Handles a few; returns how many it was done to. Each of them is placed or ended after it. */
    private int carryOut(Order order, List<Seen> turn) {
        return switch (order.kind()) {
            case HOLD -> intervene(order, Intervention.Kind.HELD, turn);
            case RELEASE -> intervene(order, Intervention.Kind.RELEASED, turn);
            case RETRY -> retry(order, turn);
            case CANCEL -> cancel(order, turn);
        };
    }

    private int intervene(Order order, Intervention.Kind kind, List<Seen> turn) {
        Intervention what = new Intervention(kind, clock.instant(), order.author(), order.reason());
        List<CompletableFuture<Boolean>> forced = new ArrayList<>();
        for (Seen one : turn) {
            QueuedCopy copy = one.copy();
            forced.add(isForced(copy, what));
        }
        List<Seen> placed = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < turn.size(); i++) {
            boolean isForced = parts.onLoop().result(forced.get(i));
            done += isForced ? 1 : 0;
            placed.add(isForced ? after(order, turn.get(i)) : turn.get(i));
        }
        place(placed);
        return done;
    }

    private int retry(Order order, List<Seen> turn) {
        place(turn.stream().map(one -> after(order, one)).toList());
        return turn.size();
    }

    /** Where a copy belongs once the order is carried out on it. */
    private Seen after(Order order, Seen one) {
        return switch (order.kind()) {
            case HOLD -> new Seen(one.copy(), CopyState.HELD, 0, Optional.empty());
            case RETRY -> soon(order, one.copy());
            case RELEASE -> soon(order, renewed(one.copy()));
            case CANCEL -> one;
        };
    }

    /** Due at a moment of its own, so that copies released together make no herd. */
    private Seen soon(Order order, QueuedCopy copy) {
        long spread = (long) (order.over().toNanos() * parts.random().nextDouble());
        return new Seen(copy, CopyState.RETRYING, ticker.getAsLong() + spread, Optional.empty());
    }

    /** With the time it was held left out of its life. */
    private QueuedCopy renewed(QueuedCopy copy) {
        if (!copy.message().load()) {
            // It will be found out when it is to be sent.
            return copy;
        }
        long ends = parts.lifetime().endsAt(copy.message().acceptance());
        return copy.expiringAt(ends + Lifetime.extension(copy.message(), copy.index()));
    }

    private int cancel(Order order, List<Seen> turn) {
        String words =
                OneLine.of(
                        "554 "
                                + CANCELLED_STATUS
                                + " cancelled by "
                                + order.author()
                                + ": "
                                + order.reason(),
                        Outcome.RESPONSE_OCTETS_MAX);
        Outcome outcome = new Outcome(Outcome.Kind.CANCELLED, words, clock.instant());
        List<CompletableFuture<Boolean>> ends =
                parts.onLoop()
                        .call(() -> turn.stream().map(one -> end(one.copy(), outcome)).toList());
        int done = 0;
        for (CompletableFuture<Boolean> end : ends) {
            done += parts.onLoop().result(end, false, SETTLE_WAIT.toMillis()) ? 1 : 0;
        }
        return done;
    }

    private CompletableFuture<Boolean> end(QueuedCopy copy, Outcome outcome) {
        CompletableFuture<Void> forced =
                parts.settlement().end(copy, outcome, CANCELLED_STATUS, false);
        parts.routes().ended(copy);
        return forced.thenApply(_ -> true);
    }

    private void place(List<Seen> copies) {
        parts.onLoop().run(() -> parts.routes().place(copies));
    }

    /** Whether the spool recorded it; one that it refuses keeps no other from being recorded. */
    private static CompletableFuture<Boolean> isForced(QueuedCopy copy, Intervention what) {
        try {
            return copy.message()
                    .intervene(copy.index(), what)
                    .handle((_, failure) -> failure == null)
                    .toCompletableFuture();
        } catch (RuntimeException refused) {
            LOG.error("event=order-refused copy={}", copy.id(), refused);
            return CompletableFuture.completedFuture(false);
        }
    }
}
