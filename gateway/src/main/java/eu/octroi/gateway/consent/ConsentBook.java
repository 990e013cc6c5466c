// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.store.StoreException;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.Reader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who agreed to be written to, with the proof (D-05): rows in the record, and a view in memory that
 * answers every look-up. It holds keyed fingerprints, never an address.
 *
 * <p>What has completed survives power loss. Without a view no look-up is answered, so nothing that
 * needs a consent is sent (B-03). A withdrawal leaves the view before it is written, a consent
 * enters it after: in between the stricter holds. Thread-safe.
 */
public final class ConsentBook implements ConsentLookup {
    /** Proofs that may stand in the record together; some 80 MB of heap. */
    public static final int ENTRIES_MAX = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(ConsentBook.class);

    private final ConsentLog log;
    private final Keys keys;
    private final Clock clock;
    private final ConsentMeters meters;
    private final AtomicLong withdrawalsBegun = new AtomicLong();
    private final AtomicLong withdrawalsEnded = new AtomicLong();
    private volatile Optional<ConsentView> view = Optional.empty();

    /** The keys under which a person is known. */
    @FunctionalInterface
    public interface Keys {
        /** One for each live version of the address key, the newest first. */
        List<PersonKey> of(ControllerNumber controller, EmailAddress address);
    }

    private ConsentBook(RecordDatabase record, Keys keys, Clock clock, MeterRegistry registry) {
        this.log = new ConsentLog(record);
        this.keys = keys;
        this.clock = clock;
        this.meters = new ConsentMeters(this, registry);
    }

    /** Opens the book; blocking. Without its view it opens too, and then answers nothing. */
    public static ConsentBook open(
            RecordDatabase record, Keys keys, Clock clock, MeterRegistry meters) {
        ConsentBook book = new ConsentBook(record, keys, clock, meters);
        book.rebuild();
        return book;
    }

    /**
     * Reads the view from the record again; blocking. Whether look-ups are answered now. While
     * withdrawals are under way it is not taken, because what they end might stand in it.
     */
    public boolean rebuild() {
        long ended = withdrawalsEnded.get();
        try {
            ConsentView fresh = new ConsentView();
            log.standing(fresh::add);
            boolean isWhole = withdrawalsBegun.get() == ended;
            view = isWhole ? Optional.of(fresh) : Optional.empty();
        } catch (StoreException failure) {
            view = Optional.empty();
            LOG.error("event=consents-not-read error=\"{}\"", failure.toString());
        }
        return isAvailable();
    }

    public boolean isAvailable() {
        return view.isPresent();
    }

    /** People of whom something stands. */
    public int size() {
        return view.map(ConsentView::size).orElse(0);
    }

    @Override
    public List<Grant> find(Origin origin, EmailAddress address) {
        return known().find(origin.stream(), () -> keys.of(origin.controller(), address));
    }

    @Override
    public Optional<String> countryOf(ControllerNumber controller, EmailAddress address) {
        return known().countryOf(() -> keys.of(controller, address));
    }

    /**
     * Records a proof; completes when it is forced and look-ups see it. Fails with {@link
     * StoreException} when it is not certain to be recorded, or the record is full.
     *
     * @param by through which door, and on whose word if that is known
     */
    public CompletionStage<Recorded> add(
            ControllerNumber controller, EmailAddress address, Proof proof, String by) {
        ConsentLog.Entry entry = entry(controller, address, proof, by);
        return add(List.of(entry))
                .thenApply(List::getFirst)
                .whenComplete((recorded, failure) -> tell(entry, recorded, failure));
    }

    /**
     * Ends all that permits writing to a person; completes when that is forced, with whether there
     * was anything to end. What is known of the person's country stays.
     */
    public CompletionStage<Boolean> withdraw(
            ControllerNumber controller, EmailAddress address, String by) {
        List<PersonKey> persons = keys.of(controller, address);
        withdrawalsBegun.incrementAndGet();
        persons.forEach(this::leaveView);
        return log.withdraw(persons, clock.instant(), by)
                .whenComplete((_, _) -> withdrawalsEnded.incrementAndGet())
                .thenApply(
                        ended -> {
                            ended.forEach(this::leaveView);
                            meters.withdrawn(ended.size());
                            return !ended.isEmpty();
                        });
    }

    /** All that was ever recorded of a person; blocking. */
    public List<ConsentEntry> of(ControllerNumber controller, EmailAddress address) {
        return log.of(keys.of(controller, address));
    }

    /**
     * Records the proofs of a CSV file (see {@code docs/operating.md}); blocking. Batches that are
     * done survive power loss; after an interruption the same file can be given again.
     *
     * @param streams of the controller, by name
     * @throws IOException when {@code in} fails; what was read before is recorded
     */
    public ConsentImportReport importFile(
            ControllerNumber controller, Reader in, Set<String> streams, boolean dryRun)
            throws IOException {
        return new ConsentImport(this, controller, streams, dryRun, clock.instant()).read(in);
    }

    /** The last event of the suppression list whose objections were followed; blocking. */
    public long followed() {
        return log.followed();
    }

    /**
     * Ends what permits writing to people who object, known by key alone (D-07); blocking.
     *
     * @param seen the last event of the suppression list that was looked at
     */
    public void follow(List<PersonKey> persons, long seen) {
        withdrawalsBegun.incrementAndGet();
        try {
            persons.forEach(this::leaveView);
            Set<PersonKey> ended =
                    settled(log.follow(persons, seen, clock.instant(), "opposition"));
            ended.forEach(this::leaveView);
            meters.withdrawn(ended.size());
        } finally {
            withdrawalsEnded.incrementAndGet();
        }
    }

    ConsentLog.Entry entry(
            ControllerNumber controller, EmailAddress address, Proof proof, String by) {
        return new ConsentLog.Entry(controller, keys.of(controller, address), proof, by);
    }

    CompletionStage<List<Recorded>> add(List<ConsentLog.Entry> entries) {
        if (size() + entries.size() > ENTRIES_MAX) {
            return CompletableFuture.failedStage(
                    new StoreException("no more than " + ENTRIES_MAX + " consents are kept"));
        }
        return log.add(entries, clock.instant())
                .thenApply(
                        recorded -> {
                            for (int i = 0; i < entries.size(); i++) {
                                if (recorded.get(i).result() == Recorded.Result.NEW) {
                                    enterView(entries.get(i));
                                    meters.recorded(entries.get(i).proof().kind());
                                }
                            }
                            return recorded;
                        });
    }

    static <T> T settled(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** For whoever audits: which proof came in, of whom by key, on whose word (D-14). */
    private static void tell(
            ConsentLog.Entry entry, @Nullable Recorded recorded, @Nullable Throwable failure) {
        LOG.info(
                "event=consent-recorded controller={} person={} kind={} by={} number={} result={}",
                entry.controller().value(),
                entry.keys().getFirst(),
                entry.proof().kind().word(),
                entry.by(),
                recorded == null ? 0 : recorded.id(),
                recorded == null ? "failed " + failure : recorded.result());
    }

    private ConsentView known() {
        return view.orElseThrow(
                () -> new ConsentUnavailableException("consents could not be read"));
    }

    private void enterView(ConsentLog.Entry entry) {
        view.ifPresent(v -> entry.keys().forEach(key -> v.add(key, entry.proof())));
    }

    private void leaveView(PersonKey key) {
        view.ifPresent(v -> v.withdraw(key));
    }
}
