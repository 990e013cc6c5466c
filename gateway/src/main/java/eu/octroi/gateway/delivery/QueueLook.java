// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CopyId;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Looks at the queue from any thread that may block. Thread-safe. */
final class QueueLook {
    private final OnLoop onLoop;
    private final Routes routes;
    private final LongSupplier ticker;
    private final Clock clock;

    QueueLook(OnLoop onLoop, Routes routes, LongSupplier ticker, Clock clock) {
        this.onLoop = onLoop;
        this.routes = routes;
        this.ticker = ticker;
        this.clock = clock;
    }

    List<WaitingCopy> list(Selection selection, Optional<CopyId> after, int limit) {
        Moment now = new Moment(clock.instant(), ticker.getAsLong());
        return seen().stream()
                .filter(one -> selection.mayBe(one.copy()))
                .filter(one -> after.isEmpty() || one.copy().id().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(one -> one.copy().id()))
                .filter(one -> selection.matches(one.copy()))
                .limit(limit)
                .map(one -> waiting(one, now))
                .toList();
    }

    List<DestinationQueue> summary() {
        Moment now = new Moment(clock.instant(), ticker.getAsLong());
        Map<String, Sum> sums = new HashMap<>();
        for (Seen one : seen()) {
            QueuedCopy copy = one.copy();
            String domain =
                    Selection.domain(copy.message().acceptance().copies().get(copy.index()).to());
            sums.computeIfAbsent(domain, _ -> new Sum()).add(one);
        }
        List<DestinationQueue> all = new ArrayList<>();
        sums.forEach((domain, sum) -> all.add(sum.queue(domain, now)));
        all.sort(
                Comparator.comparingInt(DestinationQueue::total)
                        .reversed()
                        .thenComparing(DestinationQueue::destination));
        return all;
    }

    /** Every copy that waits or is in flight. */
    List<Seen> seen() {
        return onLoop.call(routes::look);
    }

    /** One moment on both clocks. */
    private record Moment(Instant wall, long nanos) {
        Instant of(long tick) {
            return wall.plusNanos(tick - nanos);
        }
    }

    private static WaitingCopy waiting(Seen seen, Moment now) {
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

        void add(Seen one) {
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
