// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.spool.Rows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The copies under way whose messages came in a stretch of time: the first of them, and then the
 * stretch is cut short behind these, so that the rest comes with the next. Event-loop confined.
 */
final class Overdue {
    /** Copies kept; more only where as many came within one millisecond. */
    static final int COPIES_MAX = 10_000;

    private final CopyRows rows;
    private final long after;
    private long until;
    private final PriorityQueue<Copy> latestFirst =
            new PriorityQueue<>(Comparator.comparingLong(Copy::millis).reversed());
    private long first = Long.MAX_VALUE;

    /** One of them, as long as it is still in its row. */
    record Copy(int row, CopyId id) {
        long millis() {
            return id.message().timeMillis();
        }
    }

    /** Of messages that came after {@code after} and not after {@code until}. */
    Overdue(CopyRows rows, Instant after, Instant until) {
        this.rows = rows;
        this.after = after.toEpochMilli();
        this.until = until.toEpochMilli();
    }

    /** Looks at the rows from {@code from} on and before {@code end}. */
    void look(int from, int end) {
        for (int row = rows.next(from, end, this::isDue);
                row != Rows.NONE;
                row = rows.next(row + 1, end, this::isDue)) {
            add(new Copy(row, rows.id(row)));
        }
    }

    boolean isEmpty() {
        return latestFirst.isEmpty();
    }

    Instant until() {
        return Instant.ofEpochMilli(until);
    }

    List<Copy> copies() {
        return new ArrayList<>(latestFirst);
    }

    private boolean isDue(int row) {
        long came = rows.timeMillis(row);
        return came > after && came <= until && rows.state(row) != CopyState.HELD;
    }

    private void add(Copy copy) {
        latestFirst.add(copy);
        first = Math.min(first, copy.millis());
        long latest = latestFirst.element().millis();
        if (latestFirst.size() > COPIES_MAX && latest > first) {
            until = latest - 1;
            while (latestFirst.element().millis() > until) {
                latestFirst.remove();
            }
        }
    }
}
