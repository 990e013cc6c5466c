// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.spool.Rows;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks at the queue from any thread that may block. Thread-safe. */
final class QueueLook {
    private final OnLoop onLoop;
    private final CopyRows rows;
    private final Supplier<Set<CopyId>> ending;
    private final LongSupplier ticker;
    private final Clock clock;

    /**
     * @param ending copies that have left their rows, and whose outcomes wait to be forced; on loop
     */
    QueueLook(
            OnLoop onLoop,
            CopyRows rows,
            Supplier<Set<CopyId>> ending,
            LongSupplier ticker,
            Clock clock) {
        this.onLoop = onLoop;
        this.rows = rows;
        this.ending = ending;
        this.ticker = ticker;
        this.clock = clock;
    }

    List<WaitingCopy> list(Selection selection, Optional<CopyId> after, int limit) {
        Moment now = new Moment(clock.instant(), ticker.getAsLong());
        // The first of them in the order of their names: what comes behind the last is dropped.
        TreeMap<CopyId, Standing> first = new TreeMap<>();
        each(
                row ->
                        selection.matches(rows, row)
                                && after.filter(last -> rows.id(row).compareTo(last) <= 0)
                                        .isEmpty(),
                one -> {
                    first.put(one.copy().id(), one);
                    if (first.size() > limit) {
                        first.pollLastEntry();
                    }
                });
        return first.values().stream()
                .filter(one -> one.copy().message().load())
                .map(one -> waiting(one, now))
                .toList();
    }

    List<DestinationQueue> summary() {
        Moment now = new Moment(clock.instant(), ticker.getAsLong());
        Map<String, Sum> sums = new HashMap<>();
        each(_ -> true, one -> sums.computeIfAbsent(one.domain(), _ -> new Sum()).add(one));
        List<DestinationQueue> all = new ArrayList<>();
        sums.forEach((domain, sum) -> all.add(sum.queue(domain, now)));
        all.sort(
                Comparator.comparingInt(DestinationQueue::total)
                        .reversed()
                        .thenComparing(DestinationQueue::destination));
        return all;
    }

    /** Every copy that delivery knows, whatever it does with it. */
    Set<CopyId> known() {
        Set<CopyId> known = new HashSet<>();
        each(_ -> true, one -> known.add(one.copy().id()));
        // Asked last: what leaves its row meanwhile is found here.
        known.addAll(onLoop.call(ending::get));
        return known;
    }

    /**
     * Every copy that fits, whatever becomes of others meanwhile. The event loop looks at a few
     * thousand rows in a turn.
     */
    private void each(IntPredicate fits, Consumer<Standing> taker) {
        int end = onLoop.call(rows::end);
        for (int from = 0; from < end; from += Routes.ROWS_PER_TURN) {
            int start = from;
            int stop = Math.min(end, from + Routes.ROWS_PER_TURN);
            onLoop.call(() -> standing(start, stop, fits)).forEach(taker);
        }
    }

    private List<Standing> standing(int from, int end, IntPredicate fits) {
        List<Standing> found = new ArrayList<>();
        for (int row = rows.next(from, end, fits);
                row != Rows.NONE;
                row = rows.next(row + 1, end, fits)) {
            found.add(
                    new Standing(rows.copy(row), rows.domain(row), rows.state(row), rows.due(row)));
        }
        return found;
    }

    /** A copy as it stood when it was looked at. */
    private record Standing(QueuedCopy copy, String domain, CopyState state, long due) {}

    /** One moment on both clocks. */
    private record Moment(Instant wall, long nanos) {
        Instant of(long tick) {
            return wall.plusNanos(tick - nanos);
        }
    }

    private static WaitingCopy waiting(Standing seen, Moment now) {
        QueuedCopy copy = seen.copy();
        Acceptance acceptance = copy.message().acceptance();
        boolean isHeld = seen.state() == CopyState.HELD;
        boolean isRetrying = seen.state() == CopyState.RETRYING;
        return new WaitingCopy(
                copy.id(),
                acceptance.copies().get(copy.index()).to(),
                acceptance.origin(),
                seen.state(),
                new WaitingCopy.Tries(
                        copy.attempts(),
                        isRetrying ? Optional.of(now.of(seen.due())) : Optional.empty(),
                        copy.lastReply()),
                isHeld ? copy.message().hold(copy.index()) : Optional.empty(),
                acceptance.acceptedAt(),
                isHeld ? Optional.empty() : Optional.of(now.of(copy.expiresAt())));
    }

    /** What is counted of one destination. Confined to the thread that counts. */
    private static final class Sum {
        private final Map<CopyState, Integer> copies = new EnumMap<>(CopyState.class);
        private long oldestMillis = Long.MAX_VALUE;
        private Optional<Long> due = Optional.empty();
        private int attempts;
        private String lastReply = "";

        void add(Standing one) {
            copies.merge(one.state(), 1, Integer::sum);
            oldestMillis = Math.min(oldestMillis, one.copy().message().id().timeMillis());
            if (one.state() == CopyState.RETRYING && (due.isEmpty() || one.due() - due.get() < 0)) {
                due = Optional.of(one.due());
            }
            if (one.copy().attempts() > attempts || lastReply.isEmpty()) {
                attempts = one.copy().attempts();
                lastReply = one.copy().lastReply();
            }
        }

        DestinationQueue queue(String domain, Moment now) {
            return new DestinationQueue(
                    domain,
                    copies,
                    Instant.ofEpochMilli(oldestMillis),
                    due.map(now::of),
                    lastReply);
        }
    }
}
