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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

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
            Settlement settlement,
            Lifetime lifetime,
            RandomGenerator random,
            DeliveryMeters meters) {}

    QueueOrders(Parts parts, LongSupplier ticker, Clock clock) {
        this.parts = parts;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** What was chosen: to be handled, and what is on its way. */
    private record Chosen(List<Seen> copies, List<Seen> inFlight, boolean more) {}

    synchronized OrderResult carryOut(Order order, Selection selection) {
        Chosen chosen = choose(order, selection);
        List<Seen> taken = new ArrayList<>();
        int done = 0;
        for (List<Seen> share : shares(chosen.copies(), COPIES_MAX)) {
            done += carryOut(order, share, taken);
        }
        if (order.kind() == Order.Kind.RETRY) {
            hasten(taken);
        }
        OrderResult result = result(chosen, taken, done);
        parts.meters().ordered(order.kind(), done);
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

    /** Takes out a share and handles it; returns how many it was done to. */
    private int carryOut(Order order, List<Seen> share, List<Seen> taken) {
        int done = 0;
        try {
            List<Seen> theirs = parts.onLoop().call(() -> parts.routes().withdraw(share));
            taken.addAll(theirs);
            for (List<Seen> turn : shares(theirs, TURN_MAX)) {
                done += carryOut(order, turn);
            }
        } finally {
            // After whatever this thread gave the loop to do and may not have waited for.
            parts.onLoop().later(parts.routes()::putBack);
        }
        return done;
    }

    private static List<List<Seen>> shares(List<Seen> all, int most) {
        List<List<Seen>> shares = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            shares.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return shares;
    }

    /**
     * A retry leaves its copies among those that can be chosen, so that giving it again would find
     * them for ever: it is carried out on all of them at once, share by share.
     */
    private Chosen choose(Order order, Selection selection) {
        int most = order.kind() == Order.Kind.RETRY ? Integer.MAX_VALUE : COPIES_MAX;
        List<Seen> copies = new ArrayList<>();
        List<Seen> inFlight = new ArrayList<>();
        for (Seen one : parts.onLoop().call(parts.routes()::look)) {
            boolean isInFlight = one.state() == CopyState.IN_FLIGHT;
            if (isInFlight
                    ? order.kind() == Order.Kind.RELEASE
                    : !order.kind().concerns(one.state())) {
                continue;
            }
            if (selection.matches(one.copy())) {
                if (!isInFlight && copies.size() == most) {
                    return new Chosen(copies, inFlight, true);
                }
                (isInFlight ? inFlight : copies).add(one);
            }
        }
        return new Chosen(copies, inFlight, false);
    }

    /** What was chosen and could not be taken has left its place meanwhile. */
    private static OrderResult result(Chosen chosen, List<Seen> taken, int done) {
        List<CopyId> onTheirWay = new ArrayList<>();
        chosen.inFlight().forEach(one -> onTheirWay.add(one.copy().id()));
        if (taken.size() < chosen.copies().size()) {
            var held = taken.stream().map(one -> one.copy().id()).collect(Collectors.toSet());
            chosen.copies().stream()
                    .map(Seen::copy)
                    .filter(copy -> copy.message().isOpen(copy.index()))
                    .map(QueuedCopy::id)
                    .filter(id -> !held.contains(id))
                    .forEach(onTheirWay::add);
        }
        return new OrderResult(
                done,
                onTheirWay.size(),
                onTheirWay.stream().sorted().limit(OrderResult.IDS_MAX).toList(),
                taken.size() - done,
                chosen.more());
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

    /** Once an order: each time costs every route that is down a connection. */
    private void hasten(List<Seen> taken) {
        List<Route> routes =
                taken.stream().map(Seen::route).flatMap(Optional::stream).distinct().toList();
        parts.onLoop().run(() -> routes.forEach(Route::hasten));
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
        long ends = parts.lifetime().endsAt(copy.message().acceptance().acceptedAt());
        return copy.expiringAt(ends + copy.message().heldBefore(copy.index()).toNanos());
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
