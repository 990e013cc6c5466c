// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.ledger.MonthFile.Opening;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final Months months;
    private final Rows rows;
    private final Refusals refusals;
    private final LedgerKeys keys;
    private final HeadFile heads;
    private Optional<Open> open = Optional.empty();
    private long position;

    private record Open(String month, MonthFile file) {}

    LedgerWriter(Months months, Rows rows, Refusals refusals, LedgerKeys keys, HeadFile heads) {
        this.months = months;
        this.rows = rows;
        this.refusals = refusals;
        this.keys = keys;
        this.heads = heads;
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
            Instant now = months.now();
            month.file().commit(covered, now);
            position = covered;
            heads.keep(month.file().head(), now);
            return written;
        } catch (SQLException | RuntimeException failure) {
            // Closing rolls back; what was counted in memory goes with it.
            closeFile();
            refusals.forgetRows();
            throw failure;
        }
    }

    /** Writes with which link the ledger ends. */
    @Override
    public void close() {
        open.ifPresent(month -> heads.write(month.file().head(), months.now()));
        closeFile();
    }

    private void closeFile() {
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

    /**
     * The file of this month; that of a later one while a clock that goes back says another: no
     * file gets a row after the next one has begun, or that would not hang on its end.
     */
    private Open current() throws SQLException {
        String now = months.current();
        if (open.isPresent() && now.compareTo(open.get().month()) <= 0) {
            return open.get();
        }
        String month = months.newest().filter(newest -> newest.compareTo(now) > 0).orElse(now);
        closeFile();
        Opening opening = new Opening(month, months.before(month), months.now());
        Open opened = new Open(month, MonthFile.open(months.file(month), opening, keys));
        open = Optional.of(opened);
        heads.write(opened.file().head(), opening.at());
        LOG.info("event=ledger-opened head={}", opened.file().head());
        return opened;
    }
}
