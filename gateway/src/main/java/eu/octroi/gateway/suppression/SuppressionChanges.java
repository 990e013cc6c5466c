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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

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
    private final Map<Pending, Integer> lifting = new ConcurrentHashMap<>();
    private final Map<Pending, Integer> renewing = new ConcurrentHashMap<>();
    private final Retentions retentions;
    private CompletableFuture<Void> allApplied = CompletableFuture.completedFuture(null);
    private boolean isClosed;

    SuppressionChanges(
            SuppressionLog log,
            IndexKeeper keeper,
            Kinds kinds,
            Retentions retentions,
            SuppressionMeters meters) {
        this.log = log;
        this.keeper = keeper;
        this.kinds = kinds;
        this.retentions = retentions;
        this.meters = meters;
    }

    private record Pending(PersonKey key, Reason reason) {}

    /**
     * Adds an entry unless it stands already.
     *
     * @param aliases the keys of the same subject under all live versions
     */
    synchronized CompletionStage<Change> add(SuppressionEvent event, List<PersonKey> aliases) {
        meters.asked(event.channel());
        var same = new Pending(event.key(), event.reason());
        CompletableFuture<Change> running = pending.get(same);
        if (running != null) {
            return running.thenApply(c -> new Change(false, c.reason(), c.since(), c.reference()));
        }
        Optional<Change> standing = standingIfKnown(event.reason(), aliases);
        if (standing.isPresent() && !retentions.isToRenew(event, standing.get().since())) {
            return CompletableFuture.completedFuture(standing.get());
        }
        CompletableFuture<Change> added =
                standing.map(stands -> renew(event, stands, aliases))
                        .orElseGet(() -> append(List.of(event)).thenApply(_ -> Change.of(event)))
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
        begin(events);
        CompletableFuture<Long> applied =
                log.append(events)
                        .thenApplyAsync(last -> apply(events, last), keeper.applier())
                        .toCompletableFuture()
                        .whenComplete((_, _) -> end(events));
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

    /** Whether an entry that stands in the index is about to be lifted. */
    boolean isBeingLifted(PersonKey key, Reason reason) {
        return !lifting.isEmpty() && lifting.containsKey(new Pending(key, reason));
    }

    Retentions retentions() {
        return retentions;
    }

    /**
     * Lifts what is still over when it is looked at under the lock, so that nobody who says it
     * again at that moment is forgotten; returns how many.
     */
    long liftExpired(List<SuppressionEvent> lifts, Predicate<SuppressionEvent> isOver) {
        CompletableFuture<Long> done;
        List<SuppressionEvent> standing;
        synchronized (this) {
            standing =
                    lifts.stream()
                            .filter(lift -> !isOnItsWay(lift))
                            .filter(lift -> isStandingSince(lift) && isOver.test(lift))
                            .toList();
            if (standing.isEmpty()) {
                return 0;
            }
            done = append(standing);
        }
        done.join();
        return standing.size();
    }

    private boolean isOnItsWay(SuppressionEvent lift) {
        var same = new Pending(lift.key(), lift.reason());
        return pending.containsKey(same) || renewing.containsKey(same);
    }

    private boolean isStandingSince(SuppressionEvent lift) {
        return keeper.get(lift.key())
                .filter(marks -> marks.has(lift.reason()))
                .filter(marks -> marks.since(lift.reason()).equals(lift.since()))
                .isPresent();
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
            if (isBeingLifted(key, reason)) {
                // It stands for a moment still: who objects now must be recorded anew.
                continue;
            }
            Optional<Marks> marks = keeper.get(key).filter(m -> m.has(reason));
            if (marks.isPresent()) {
                return Optional.of(Change.of(false, reason, marks.get().since(reason), key));
            }
        }
        return Optional.empty();
    }

    /** What stands keeps its reference; the key it stands under counts from now. */
    private CompletableFuture<Change> renew(
            SuppressionEvent event, Change stands, List<PersonKey> aliases) {
        List<SuppressionEvent> renewals =
                aliases.stream()
                        .filter(
                                key ->
                                        keeper.get(key)
                                                .filter(m -> m.has(event.reason()))
                                                .isPresent())
                        .map(key -> event.under(key).renewing())
                        .toList();
        return append(renewals)
                .thenApply(
                        _ -> new Change(false, event.reason(), event.since(), stands.reference()));
    }

    private void begin(List<SuppressionEvent> events) {
        for (SuppressionEvent event : events) {
            onTheirWay(event.op())
                    .ifPresent(
                            map ->
                                    map.merge(
                                            new Pending(event.key(), event.reason()),
                                            1,
                                            Integer::sum));
        }
    }

    private void end(List<SuppressionEvent> events) {
        for (SuppressionEvent event : events) {
            onTheirWay(event.op())
                    .ifPresent(
                            map ->
                                    map.computeIfPresent(
                                            new Pending(event.key(), event.reason()),
                                            (_, under) -> under == 1 ? null : under - 1));
        }
    }

    private Optional<Map<Pending, Integer>> onTheirWay(Op op) {
        return switch (op) {
            case ADD -> Optional.empty();
            case LIFT -> Optional.of(lifting);
            case RENEW -> Optional.of(renewing);
        };
    }

    private synchronized void forget(Pending same) {
        pending.remove(same);
    }

    /** What a change is called in the meters. */
    static String word(Op op) {
        return switch (op) {
            case ADD -> "add";
            case LIFT -> "lift";
            case RENEW -> "renew";
        };
    }
}
