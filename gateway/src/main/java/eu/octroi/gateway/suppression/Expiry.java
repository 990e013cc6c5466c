// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import java.io.Closeable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lifts entries whose time is over, once a day on a thread of its own; what ends in between stands
 * up to a day longer. Without a retention in the configuration it does nothing. Thread-safe.
 */
public final class Expiry implements Closeable {
    private static final int BATCH = 1_000;
    private static final String WHY = "the time for which it is kept is over";

    private final IndexKeeper keeper;
    private final SuppressionChanges changes;
    private final Retentions retentions;
    private final Clock clock;
    private final ScheduledExecutorService daily =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("suppression-expiry").daemon(true).factory());

    Expiry(IndexKeeper keeper, SuppressionChanges changes, Retentions retentions, Clock clock) {
        this.keeper = keeper;
        this.changes = changes;
        this.retentions = retentions;
        this.clock = clock;
    }

    /** Sweeps now and then once a day. */
    public Expiry start() {
        if (retentions.isAny()) {
            // What goes wrong in a round is logged there, and close() ends them.
            var _ = daily.scheduleWithFixedDelay(this::round, 0, 1, TimeUnit.DAYS);
        }
        return this;
    }

    /** Lifts what is over now; returns how many entries that were. Blocking. */
    public long sweep() {
        List<SuppressionEvent> over = new ArrayList<>();
        Instant now = clock.instant();
        keeper.index().forEach((key, marks) -> note(over, key, marks, now));
        long lifted = 0;
        for (int from = 0; from < over.size(); from += BATCH) {
            lifted +=
                    changes.liftExpired(
                            over.subList(from, Math.min(over.size(), from + BATCH)),
                            event -> retentions.isOver(event.reason(), event.since(), now));
        }
        return lifted;
    }

    @Override
    public void close() {
        daily.shutdownNow();
    }

    private void round() {
        try {
            long lifted = sweep();
            SuppressionMeters.LOG.info("event=suppression-expired entries={}", lifted);
        } catch (RuntimeException | InternalError e) {
            // Tomorrow's round may succeed; what stands too long harms nobody.
            SuppressionMeters.LOG.error("event=suppression-expiry-failed", e);
        }
    }

    /** The event carries since when the entry stands, so that it can be looked at again. */
    private void note(List<SuppressionEvent> over, PersonKey key, Marks marks, Instant now) {
        for (Reason reason : Reason.values()) {
            if (marks.has(reason) && retentions.isOver(reason, marks.since(reason), now)) {
                over.add(
                        new SuppressionEvent(
                                Op.LIFT,
                                marks.controller(),
                                key,
                                0,
                                marks.kind(),
                                reason,
                                Channel.RETENTION,
                                marks.since(reason),
                                Optional.of(WHY)));
            }
        }
    }
}
