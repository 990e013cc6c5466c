// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of a change: into the record, forced, then into the index, then done.
 *
 * <p>Writes and their follow-ups are submitted under one lock, so the index sees events in the
 * order of the record. An addition that is on its way is found here by the next one for the same
 * key, so that repeating an opposition, even at the same moment, writes one event (J-05). Guarded
 * by itself.
 */
final class SuppressionChanges {
    private final SuppressionLog log;
    private final IndexKeeper keeper;
    private final Kinds kinds;
    private final SuppressionMeters meters;
    private final Map<Pending, CompletableFuture<Change>> pending = new HashMap<>();
    private CompletableFuture<Void> allApplied = CompletableFuture.completedFuture(null);
    private boolean isClosed;

    SuppressionChanges(
            SuppressionLog log, IndexKeeper keeper, Kinds kinds, SuppressionMeters meters) {
        this.log = log;
        this.keeper = keeper;
        this.kinds = kinds;
        this.meters = meters;
    }

    private record Pending(PersonKey key, Reason reason) {}

    /**
     * Adds an entry unless it stands already.
     *
     * @param aliases the keys of the same subject under all live versions
     */
    synchronized CompletionStage<Change> add(SuppressionEvent event, List<PersonKey> aliases) {
        var same = new Pending(event.key(), event.reason());
        CompletableFuture<Change> running = pending.get(same);
        if (running != null) {
            return running.thenApply(c -> new Change(false, c.reason(), c.since(), c.reference()));
        }
        Optional<Change> standing = standingIfKnown(event.reason(), aliases);
        if (standing.isPresent()) {
            return CompletableFuture.completedFuture(standing.get());
        }
        CompletableFuture<Change> added =
                append(List.of(event))
                        .thenApply(_ -> Change.of(true, event.reason(), event.since(), event.key()))
                        .whenComplete((_, _) -> forget(same));
        if (!added.isDone()) {
            // Whoever completes it waits for our lock, so it is forgotten only after this.
            pending.put(same, added);
        }
        return added;
    }

    /** Appends events, whatever stands; completes with the last sequence, when the index has it. */
    synchronized CompletableFuture<Long> append(List<SuppressionEvent> events) {
        if (isClosed) {
            return CompletableFuture.failedFuture(
                    new SuppressionUnavailableException("the suppression list is closed"));
        }
        events.forEach(event -> kinds.add(event.controller(), event.kind()));
        CompletableFuture<Long> applied =
                log.append(events)
                        .thenApplyAsync(last -> apply(events, last), keeper.applier())
                        .toCompletableFuture();
        allApplied = CompletableFuture.allOf(allApplied, applied.handle((_, _) -> true));
        return applied;
    }

    /** Enters a list that was taken to its end; completes when that survives power loss. */
    synchronized CompletableFuture<Link> append(TakenImport taken) {
        if (isClosed) {
            return CompletableFuture.failedFuture(
                    new SuppressionUnavailableException("the suppression list is closed"));
        }
        return log.append(taken).toCompletableFuture();
    }

    /**
     * Lifts a reason from the keys that carry it; an addition on its way is waited for.
     *
     * @param lifts one lift for every key of the subject
     */
    synchronized CompletionStage<Removal> lift(List<SuppressionEvent> lifts) {
        for (SuppressionEvent lift : lifts) {
            CompletableFuture<Change> running = pending.get(new Pending(lift.key(), lift.reason()));
            if (running != null) {
                return running.handle((_, _) -> lifts).thenCompose(this::lift);
            }
        }
        try {
            List<SuppressionEvent> standing = lifts.stream().filter(this::stands).toList();
            return standing.isEmpty()
                    ? CompletableFuture.completedFuture(Removal.NOT_FOUND)
                    : append(standing).thenApply(_ -> Removal.REMOVED);
        } catch (SuppressionUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Refuses new changes and waits for those on their way. */
    void close() {
        CompletableFuture<Void> last;
        synchronized (this) {
            isClosed = true;
            last = allApplied;
        }
        last.join();
    }

    private long apply(List<SuppressionEvent> events, long last) {
        keeper.apply(events, last);
        events.forEach(event -> meters.changed(event.op(), event.channel()));
        return last;
    }

    private boolean stands(SuppressionEvent lift) {
        return keeper.get(lift.key()).filter(marks -> marks.has(lift.reason())).isPresent();
    }

    private Optional<Change> standingIfKnown(Reason reason, List<PersonKey> aliases) {
        try {
            return standing(reason, aliases);
        } catch (SuppressionUnavailableException _) {
            // The record takes the opposition all the same; a second event folds to nothing.
            return Optional.empty();
        }
    }

    private Optional<Change> standing(Reason reason, List<PersonKey> aliases) {
        for (PersonKey key : aliases) {
            Optional<Marks> marks = keeper.get(key).filter(m -> m.has(reason));
            if (marks.isPresent()) {
                return Optional.of(Change.of(false, reason, marks.get().since(reason), key));
            }
        }
        return Optional.empty();
    }

    private synchronized void forget(Pending same) {
        pending.remove(same);
    }

    /** What a change is called in the meters. */
    static String word(Op op) {
        return switch (op) {
            case ADD -> "add";
            case LIFT -> "lift";
        };
    }
}
