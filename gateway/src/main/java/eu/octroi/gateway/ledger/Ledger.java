// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Tag;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every decision and outcome, by recipient key: one SQLite file a month, filled from the spool a
 * moment later and never asked on the way to a 250. What an accepted message leads to survives
 * {@code kill -9} and power loss, because the spool keeps it until it is committed here; of
 * refusals at RCPT at most the last second is lost. Thread-safe.
 */
public final class Ledger implements Closeable {
    private final Months months;
    private final LedgerFiles files;
    private final Refusals refusals;
    private final LedgerThread thread;
    private final Clock clock;

    private Ledger(
            Months months, LedgerFiles files, Refusals refusals, LedgerThread thread, Clock clock) {
        this.months = months;
        this.files = files;
        this.refusals = refusals;
        this.thread = thread;
        this.clock = clock;
    }

    /**
     * Opens the monthly files and starts to follow the feed from where they end; blocking. Throws
     * {@link LedgerException}.
     *
     * @param directory the ledger's own; created when missing
     */
    public static Ledger open(
            Path directory,
            LedgerFeed feed,
            ContactKeys persons,
            LedgerKeys keys,
            Clock clock,
            MeterRegistry meters) {
        Months months = new Months(directory, clock);
        months.create();
        Refusals refusals = new Refusals();
        HeadFile heads = new HeadFile(directory, keys);
        heads.check(months, clock.instant());
        LedgerWriter writer = new LedgerWriter(months, new Rows(persons), refusals, keys, heads);
        LedgerThread thread = new LedgerThread(feed, writer, refusals, meters);
        thread.start();
        return new Ledger(months, LedgerFiles.in(directory), refusals, thread, clock);
    }

    /** How far the files in {@code directory} cover the spool; 0 where there are none. */
    public static long position(Path directory, Clock clock) {
        Months months = new Months(directory, clock);
        months.create();
        return months.position();
    }

    /** Queues a refusal at RCPT; never blocks. Written within a second, or lost to a crash. */
    public void refused(
            CredentialId credential, Optional<PersonKey> recipient, Tag tag, Instant at) {
        refusals.add(new Refusals.Subject(credential, recipient, tag), at);
    }

    /** What is asked of the rows. */
    public LedgerFiles files() {
        return files;
    }

    /** Up to where the spool is covered, forced. */
    public long position() {
        return thread.position();
    }

    /**
     * Every copy since {@code since} that may have reached a person, in no order, one perhaps
     * twice; blocking. Of months an earlier version wrote those of uncounted mail are among them.
     */
    public void contacts(Instant since, Consumer<Contacted> taker) {
        months.contacts(since, taker);
    }

    /** The last rows written since start, newest first. */
    public List<LedgerRow> latest(int limit) {
        return thread.latest(limit);
    }

    /** Counts since midnight UTC; blocking. */
    public Totals today() {
        return totals(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay());
    }

    /** Counts over every file kept; blocking. */
    public Totals allTime() {
        return totals(Long.MIN_VALUE);
    }

    /** Writes what is waiting, then closes. */
    @Override
    public void close() {
        thread.close();
    }

    private Totals totals(long firstDay) {
        Map<Event, Long> counts = months.tallies(firstDay);
        long withheld = counts.getOrDefault(Event.WITHHELD, 0L);
        return new Totals(
                counts.getOrDefault(Event.REFUSED, 0L),
                counts.getOrDefault(Event.ACCEPTED, 0L) + withheld,
                counts.getOrDefault(Event.DELIVERED, 0L),
                counts.getOrDefault(Event.BOUNCED, 0L),
                counts.getOrDefault(Event.SUPPRESSED, 0L) + withheld,
                counts.getOrDefault(Event.EXPIRED, 0L),
                counts.getOrDefault(Event.CANCELLED, 0L));
    }
}
