// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SpoolEvent;

import java.io.Closeable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one batch after another, each in one transaction with the position it covers: replayed
 * from that position after a crash, no row is missing and none is double. Confined to the ledger's
 * thread.
 */
final class LedgerWriter implements Closeable {
    private final Months months;
    private final Rows rows;
    private final Refusals refusals;
    private Optional<Open> open = Optional.empty();
    private long position;

    private record Open(String month, MonthFile file) {}

    LedgerWriter(Months months, Rows rows, Refusals refusals) {
        this.months = months;
        this.rows = rows;
        this.refusals = refusals;
        this.position = months.position();
    }

    /** Up to where the spool is covered. */
    long position() {
        return position;
    }

    /** Writes and commits; returns the rows. After a failure nothing of it is there. */
    List<LedgerRow> write(List<SpoolEvent> events, List<Refusals.Counted> refused)
            throws SQLException {
        Open month = current();
        try {
            List<LedgerRow> written = new ArrayList<>(events.size() + refused.size());
            for (SpoolEvent event : events) {
                for (SaidClauses said : Rows.said(event)) {
                    month.file().add(said);
                }
                if (event instanceof SpoolEvent.Intervened intervened) {
                    month.file().add(intervened);
                }
                for (LedgerRow row : rows.of(event)) {
                    month.file().add(row);
                    written.add(row);
                }
            }
            for (Refusals.Counted refusal : refused) {
                written.add(write(month, refusal));
            }
            long covered = events.isEmpty() ? position : events.getLast().position();
            month.file().commit(covered);
            position = covered;
            return written;
        } catch (SQLException | RuntimeException failure) {
            // Closing rolls back; what was counted in memory goes with it.
            close();
            refusals.forgetRows();
            throw failure;
        }
    }

    @Override
    public void close() {
        Optional<Open> closing = open;
        open = Optional.empty();
        closing.ifPresent(month -> month.file().close());
    }

    private LedgerRow write(Open month, Refusals.Counted refusal) throws SQLException {
        Optional<Refusals.Written> before = refusals.rowOf(refusal, month.month());
        if (before.isPresent()) {
            LedgerRow row = row(refusal, before.get().at());
            month.file().repeat(row, before.get().sequence(), refusal.count());
            return row;
        }
        LedgerRow row = row(refusal, refusal.at());
        long sequence = month.file().add(row);
        refusals.remember(
                refusal.subject(), new Refusals.Written(month.month(), refusal.at(), sequence));
        return row;
    }

    private static LedgerRow row(Refusals.Counted refusal, Instant at) {
        Refusals.Subject subject = refusal.subject();
        return new LedgerRow(
                at,
                Event.REFUSED,
                subject.recipient(),
                Optional.empty(),
                new LedgerRow.Sender(
                        subject.credential(), Optional.empty(), Optional.empty(), Optional.empty()),
                new LedgerRow.Evidence(Optional.empty(), subject.tag().word(), "", ""),
                refusal.count());
    }

    private Open current() throws SQLException {
        String month = months.current();
        if (open.isPresent() && open.get().month().equals(month)) {
            return open.get();
        }
        close();
        Open opened = new Open(month, MonthFile.open(months.file(month)));
        open = Optional.of(opened);
        return opened;
    }
}
