// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Tag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refusals at RCPT on their way into the ledger. A tool that tries one address again and again
 * makes one row a minute, with a count. What is queued is lost to a crash, which the design allows:
 * nobody was promised anything by a refusal.
 *
 * <p>Any thread adds; all else is confined to the ledger's thread.
 */
final class Refusals {
    static final int WAITING_MAX = 1 << 16;
    private static final Duration SAME_ROW = Duration.ofMinutes(1);
    private static final int REMEMBERED_MAX = 1 << 14;

    private final ArrayBlockingQueue<Refusal> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicLong dropped = new AtomicLong();
    private final Map<Subject, Written> written = new LinkedHashMap<>();

    /** What makes two refusals the same. */
    record Subject(CredentialId credential, Optional<PersonKey> recipient, Tag tag) {}

    /** One refusal as it came. */
    record Refusal(Subject subject, Instant at) {}

    /** A refusal and how often it came, first at {@code at}. */
    record Counted(Subject subject, Instant at, long count) {}

    /** Where the row of a refusal lies. */
    record Written(String month, Instant at, long sequence) {}

    /** Never waits; what finds no room is only counted. */
    void add(Subject subject, Instant at) {
        if (!waiting.offer(new Refusal(subject, at))) {
            dropped.incrementAndGet();
        }
    }

    int waiting() {
        return waiting.size();
    }

    /** Refusals that found no room since start. */
    long dropped() {
        return dropped.get();
    }

    /** What came since the last call, equal refusals of one minute together. */
    List<Counted> drain() {
        List<Refusal> drained = new ArrayList<>();
        waiting.drainTo(drained);
        Map<Subject, Counted> counted = new LinkedHashMap<>();
        List<Counted> complete = new ArrayList<>();
        for (Refusal refusal : drained) {
            Counted before = counted.get(refusal.subject());
            if (before != null && isSameRow(before.at(), refusal.at())) {
                counted.put(
                        refusal.subject(),
                        new Counted(before.subject(), before.at(), before.count() + 1));
            } else {
                Counted replaced =
                        counted.put(
                                refusal.subject(), new Counted(refusal.subject(), refusal.at(), 1));
                if (replaced != null) {
                    complete.add(replaced);
                }
            }
        }
        complete.addAll(counted.values());
        return complete;
    }

    /** The row of this month's file that counts it already, if its minute is not over. */
    Optional<Written> rowOf(Counted refusal, String month) {
        return Optional.ofNullable(written.get(refusal.subject()))
                .filter(row -> row.month().equals(month))
                .filter(row -> isSameRow(row.at(), refusal.at()));
    }

    void remember(Subject subject, Written row) {
        written.remove(subject);
        written.put(subject, row);
        if (written.size() > REMEMBERED_MAX) {
            written.remove(written.keySet().iterator().next());
        }
    }

    void forgetRows() {
        written.clear();
    }

    private static boolean isSameRow(Instant first, Instant now) {
        return now.isBefore(first.plus(SAME_ROW));
    }
}
