// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The routes in use, and what concerns them all: outcomes that find no room, the stop, the figures.
 * Event-loop confined; {@link #stats()} may be read from anywhere.
 */
final class Routes {
    private final Settlement settlement;
    private final Map<String, Route> byDestination = new ConcurrentHashMap<>();
    private final SequencedSet<Route> blocked = new LinkedHashSet<>();
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private final DeliveryQueue backlog = new DeliveryQueue();
    private final HeldCopies held = new HeldCopies();
    private final Map<CopyId, Seen> inHand = new LinkedHashMap<>();
    private final Directions directions;
    private volatile QueueStats waiting = QueueStats.EMPTY;
    private boolean stopping;

    Routes(Settlement settlement, Directions directions) {
        this.settlement = settlement;
        this.directions = directions;
        settlement.onChange(this::settled);
    }

    /**
     * How copies find their route.
     *
     * @param destination of a recipient
     * @param opener makes the route to a destination
     * @param routesMax routes at once; what goes elsewhere waits until one is done
     */
    record Directions(
            Function<EmailAddress, String> destination,
            BiFunction<Routes, String, Route> opener,
            int routesMax) {}

    /** Queues copies, each on its route, which is made where there is none. */
    void enqueue(Acceptance acceptance, List<QueuedCopy> copies) {
        Set<Route> touched = new LinkedHashSet<>();
        for (QueuedCopy copy : copies) {
            routeOf(acceptance.copies().get(copy.index()).to())
                    .ifPresentOrElse(
                            route -> {
                                route.enqueue(copy);
                                touched.add(route);
                            },
                            () -> backlog.add(copy));
        }
        publish();
        touched.forEach(Route::pump);
    }

    /** The copies without an outcome that fit; not those a person holds. */
    List<QueuedCopy> underWay(Predicate<QueuedCopy> fits) {
        List<QueuedCopy> found = new ArrayList<>();
        backlog.find(fits, found);
        byDestination.values().forEach(route -> route.view().find(fits, found));
        return found;
    }

    /** Keeps a copy back; whoever calls has it forced that a person wants so. */
    void hold(QueuedCopy copy) {
        held.add(copy);
        publish();
    }

    /** Every copy that waits or is in flight, with its place. */
    List<Seen> look() {
        List<Seen> seen = new ArrayList<>();
        byDestination.values().forEach(route -> route.view().look(Optional.of(route), seen));
        backlog.look(Optional.empty(), seen);
        held.look(seen);
        return seen;
    }

    /**
     * Takes copies out of where they wait; what is in flight or gone is not among those returned,
     * and each that is must be handed to {@link #place} or told to {@link #ended}; {@link #putBack}
     * does so with the rest. Takes none while delivery stops.
     */
    List<Seen> withdraw(Collection<Seen> wanted) {
        if (stopping) {
            return List.of();
        }
        Map<Optional<Route>, Set<QueuedCopy>> byRoute = new HashMap<>();
        for (Seen one : wanted) {
            byRoute.computeIfAbsent(
                            one.route(), _ -> Collections.newSetFromMap(new IdentityHashMap<>()))
                    .add(one.copy());
        }
        List<Seen> taken = new ArrayList<>();
        byRoute.forEach(
                (route, copies) -> {
                    if (route.isPresent()) {
                        taken.addAll(route.get().withdraw(copies));
                    } else {
                        taken.addAll(held.withdraw(copies));
                        taken.addAll(backlog.withdraw(Optional.empty(), copies));
                    }
                });
        taken.forEach(one -> inHand.put(one.copy().id(), one));
        publish();
        return taken;
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
        if (one.state() == CopyState.HELD) {
            held.add(copy);
            return;
        }
        Optional<Route> route =
                routeOf(copy.message().acceptance().copies().get(copy.index()).to());
        if (route.isEmpty()) {
            backlog.add(copy);
            return;
        }
        touched.add(route.get());
        if (one.state() == CopyState.RETRYING) {
            route.get().defer(copy, one.due());
        } else {
            route.get().enqueue(copy);
        }
    }

    /** The route has nothing left to do. */
    void drop(Route route) {
        blocked.remove(route);
        if (byDestination.remove(route.destination(), route) && !stopping) {
            fill();
        }
    }

    private void fill() {
        while (byDestination.size() < directions.routesMax() && backlog.ready() > 0) {
            backlog.poll().ifPresent(copy -> enqueue(copy.message().acceptance(), List.of(copy)));
        }
    }

    /** Destinations that have a route; from any thread. */
    int size() {
        return byDestination.size();
    }

    private Optional<Route> routeOf(EmailAddress recipient) {
        String destination = directions.destination().apply(recipient);
        Route known = byDestination.get(destination);
        if (known == null && byDestination.size() < directions.routesMax()) {
            known = directions.opener().apply(this, destination);
            byDestination.put(destination, known);
        }
        return Optional.ofNullable(known);
    }

    private void publish() {
        waiting =
                new QueueStats(
                        backlog.ready(), 0, held.size(), inHand.size(), 0, 0, Optional.empty(), "");
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
                && settlement.pending() == 0
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
