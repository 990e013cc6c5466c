// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.spool.Rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The routes in use, and what concerns them all: outcomes that find no room, the stop, the figures.
 * Event-loop confined; {@link #stats()} may be read from anywhere.
 */
final class Routes {
    private static final int NO_ROUTE = 0;

    /** Rows looked at in one turn of the event loop. */
    static final int ROWS_PER_TURN = 1 << 14;

    private final Settlement settlement;
    private final Map<String, Route> byDestination = new ConcurrentHashMap<>();
    private final SequencedSet<Route> blocked = new LinkedHashSet<>();
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private final Map<Integer, Route> byNumber = new HashMap<>();
    private final CopyRows rows;
    private final DeliveryQueue backlog;
    private final Map<CopyId, Seen> inHand = new LinkedHashMap<>();
    private final Directions directions;
    private volatile QueueStats waiting = QueueStats.EMPTY;
    private int held;
    private int lastNumber = NO_ROUTE;
    private boolean stopping;

    Routes(Settlement settlement, CopyRows rows, Directions directions) {
        this.settlement = settlement;
        this.rows = rows;
        this.backlog = new DeliveryQueue(rows, NO_ROUTE);
        this.directions = directions;
        settlement.onChange(this::settled);
    }

    /**
     * How copies find their route.
     *
     * @param destination of a recipient's domain
     * @param opener makes the route to a destination
     * @param routesMax routes at once; what goes elsewhere waits until one is done
     */
    record Directions(
            UnaryOperator<String> destination,
            BiFunction<Routes, String, Route> opener,
            int routesMax) {}

    /** Takes in copies, each on its route, which is made where there is none, or held. */
    void enqueue(List<Newcomer> copies) {
        Set<Route> touched = new LinkedHashSet<>();
        for (Newcomer copy : copies) {
            int row = rows.admit(copy);
            if (copy.isHeld()) {
                hold(row);
            } else {
                queueOf(row, touched).add(row);
            }
        }
        publish();
        touched.forEach(Route::pump);
    }

    /** A number for a route, given once. */
    int nextNumber() {
        return ++lastNumber;
    }

    /**
     * Takes copies out of where they wait, from row {@code from} on: those that an order concerns,
     * {@code max} at most. Each must be handed to {@link #place} or told to {@link #ended}; {@link
     * #putBack} does so with the rest. Takes none while delivery stops.
     */
    Share take(Order.Kind order, Selection selection, int from, int max) {
        List<Integer> chosen = new ArrayList<>();
        List<CopyId> inFlight = new ArrayList<>();
        // Not where the rows end now: they may be fewer than when the order was begun.
        int stop = from + ROWS_PER_TURN;
        int next = from;
        while (next < stop && chosen.size() < max && !stopping) {
            int row = rows.next(next, stop, at -> selection.matches(rows, at));
            next = row == Rows.NONE ? stop : row + 1;
            if (row == Rows.NONE) {
                break;
            }
            if (order.concerns(rows.state(row))) {
                chosen.add(row);
            } else if (rows.state(row) == CopyState.IN_FLIGHT && order != Order.Kind.RELEASE) {
                inFlight.add(rows.id(row));
            }
        }
        return new Share(withdraw(chosen), inFlight, stopping ? Integer.MAX_VALUE : next);
    }

    /** Whether an order concerns a copy from row {@code from} on, within a turn's rows. */
    boolean concerns(Order.Kind order, Selection selection, int from) {
        return rows.next(
                        from,
                        from + ROWS_PER_TURN,
                        row -> order.concerns(rows.state(row)) && selection.matches(rows, row))
                != Rows.NONE;
    }

    /**
     * What was taken out in one turn.
     *
     * @param inFlight chosen, but on their way
     * @param next the row to go on with
     */
    record Share(List<Seen> copies, List<CopyId> inFlight, int next) {}

    private List<Seen> withdraw(List<Integer> chosen) {
        Set<Route> touched = new LinkedHashSet<>();
        chosen.forEach(row -> route(row).ifPresent(touched::add));
        touched.forEach(Route::putBack);
        List<Seen> taken = new ArrayList<>();
        for (int row : chosen) {
            Seen one = new Seen(rows.copy(row), rows.state(row), rows.due(row), route(row));
            if (one.state() == CopyState.HELD) {
                held--;
            } else {
                one.route().map(Route::queue).orElse(backlog).withdraw(row);
            }
            rows.state(row, CopyState.IN_FLIGHT);
            inHand.put(one.copy().id(), one);
            taken.add(one);
        }
        publish();
        touched.forEach(Route::pump);
        return taken;
    }

    private Optional<Route> route(int row) {
        return Optional.ofNullable(byNumber.get(rows.route(row)));
    }

    private void hold(int row) {
        rows.state(row, CopyState.HELD);
        rows.route(row, NO_ROUTE);
        held++;
    }

    /** Puts copies that were withdrawn where their state says; not those that are back already. */
    void place(Collection<Seen> copies) {
        Set<Route> touched = new LinkedHashSet<>();
        for (Seen one : copies) {
            if (inHand.containsKey(one.copy().id())) {
                place(one, touched);
                inHand.remove(one.copy().id());
            }
        }
        publish();
        touched.forEach(Route::pump);
    }

    /** Puts what was withdrawn and is neither placed nor ended where it was. */
    void putBack() {
        place(List.copyOf(inHand.values()));
    }

    /** A copy that was withdrawn has its outcome. */
    void ended(QueuedCopy copy) {
        inHand.remove(copy.id());
        publish();
    }

    private void place(Seen one, Set<Route> touched) {
        QueuedCopy copy = one.copy();
        switch (one.state()) {
            case HELD -> {
                rows.write(copy);
                hold(copy.row());
            }
            case RETRYING -> defer(copy, one.due(), queueOf(copy.row(), touched));
            case QUEUED, IN_FLIGHT -> queueOf(copy.row(), touched).add(copy);
        }
    }

    /** Nobody looks at times where there is no route: what waits for one is ready for it. */
    private void defer(QueuedCopy copy, long due, DeliveryQueue queue) {
        if (queue.equals(backlog)) {
            queue.add(copy);
        } else {
            queue.defer(copy, due);
        }
    }

    /** The route has nothing left to do. */
    void drop(Route route) {
        blocked.remove(route);
        byNumber.remove(route.number());
        if (byDestination.remove(route.destination(), route) && !stopping) {
            fill();
        }
    }

    private void fill() {
        while (byDestination.size() < directions.routesMax() && backlog.ready() > 0) {
            Set<Route> touched = new LinkedHashSet<>();
            backlog.poll().ifPresent(copy -> queueOf(copy.row(), touched).add(copy));
            publish();
            touched.forEach(Route::pump);
        }
    }

    /** Destinations that have a route; from any thread. */
    int size() {
        return byDestination.size();
    }

    /** Where the copy is to wait: in the queue of its route, or until there is one. */
    private DeliveryQueue queueOf(int row, Set<Route> touched) {
        String destination = directions.destination().apply(rows.domain(row));
        Route route = byDestination.get(destination);
        if (route == null) {
            if (byDestination.size() >= directions.routesMax()) {
                return backlog;
            }
            route = directions.opener().apply(this, destination);
            byDestination.put(destination, route);
            byNumber.put(route.number(), route);
        }
        touched.add(route);
        return route.queue();
    }

    private void publish() {
        waiting =
                new QueueStats(backlog.ready(), 0, held, inHand.size(), 0, 0, Optional.empty(), "");
    }

    /** The route has work and may not do it as long as outcomes wait to be forced. */
    void block(Route route) {
        blocked.add(route);
    }

    /** Takes no more copies; completes when nothing is on the wire and all outcomes are forced. */
    CompletableFuture<Void> stop() {
        stopping = true;
        routes().forEach(Route::stop);
        checkQuiet();
        return quiet;
    }

    /** Ends every connection, whatever it is doing. */
    void abort() {
        stopping = true;
        routes().forEach(Route::abort);
    }

    /** Something ended; while stopping, that may have been the last. */
    void checkQuiet() {
        if (stopping
                && settlement.unsettled() == 0
                && byDestination.values().stream().allMatch(Route::isQuiet)) {
            routes().forEach(Route::abort);
            quiet.complete(null);
        }
    }

    /** How all of them stand together. */
    QueueStats stats() {
        QueueStats all =
                byDestination.values().stream().map(Route::stats).reduce(waiting, QueueStats::plus);
        return all.settling(
                settlement.unsettled(),
                settlement.isSick() ? "the spool records no outcomes" : all.trouble());
    }

    /**
     * How those stand that lead to one provider.
     *
     * @param others whether to add what belongs to no route yet or no more
     */
    QueueStats stats(String provider, boolean others) {
        QueueStats theirs =
                byDestination.values().stream()
                        .filter(route -> route.providerName().equals(provider))
                        .map(Route::stats)
                        .reduce(others ? waiting : QueueStats.EMPTY, QueueStats::plus);
        return theirs.settling(others ? settlement.unsettled() : 0, theirs.trouble());
    }

    private Collection<Route> routes() {
        return List.copyOf(byDestination.values());
    }

    private void settled() {
        while (!blocked.isEmpty() && !settlement.isBlocked()) {
            blocked.removeFirst().pump();
        }
        checkQuiet();
    }
}
