// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The routes in use, and what concerns them all: outcomes that find no room, the stop, the figures.
 * Event-loop confined; {@link #stats()} may be read from anywhere.
 */
final class Routes {
    private final Settlement settlement;
    private final Map<String, Route> byDestination = new ConcurrentHashMap<>();
    private final SequencedSet<Route> blocked = new LinkedHashSet<>();
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private boolean stopping;

    Routes(Settlement settlement) {
        this.settlement = settlement;
        settlement.onChange(this::settled);
    }

    void add(Route route) {
        byDestination.put(route.destination(), route);
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
                byDestination.values().stream()
                        .map(Route::stats)
                        .reduce(QueueStats.EMPTY, QueueStats::plus);
        return all.settling(
                settlement.unsettled(),
                settlement.isSick() ? "the spool records no outcomes" : all.trouble());
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
