// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.CapReservation;
import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Stream;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The frequency caps of this node, in a map off the heap that is a derived view: spool and ledger
 * are the truth, and after a crash it is made anew from them before anything listens.
 *
 * <p>One monitor makes reading and taking a slot one act; it is held for some microseconds, and
 * never over a force or a wait, so that an event loop may ask. After any failure of the map nothing
 * is granted until the next start (B-03). Thread-safe.
 */
public final class FrequencyCaps implements CapLedger, Closeable {
    /** Persons whose contacts are tidied up while the monitor is held, one at a time. */
    private static final int TIDIED_MAX = 100_000;

    private static final long TIDY_HOURS = 1;
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);
    private static final Logger LOG = LoggerFactory.getLogger(FrequencyCaps.class);

    private final CapRules rules;
    private final ContactKeys keys;
    private final CapsOpening opening;
    private final ContactStore store;
    private final ContactBook book;
    private final Crowds crowds;
    private final long holdMaxMillis;
    private final CapClock clock;
    private final CapMeters meters;
    private final ScheduledExecutorService tidier =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("caps-tidy").daemon(true).factory());
    private final boolean wasClosed;
    private volatile boolean isBroken;
    private boolean isClosed;

    private FrequencyCaps(Parts parts, CapRules rules, CapsOpening opening, CapClock clock) {
        this.rules = rules;
        this.keys = parts.keys();
        this.opening = opening;
        CapsOpening.Opened opened = opening.open();
        this.store = opened.store();
        this.wasClosed = opened.wasClosed();
        this.book = new ContactBook(store, parts.settings().caps(), rules.longest());
        this.holdMaxMillis = parts.settings().caps().holdMax().toMillis();
        this.crowds = new Crowds(rules.crowds(), rules.longest(), keys);
        this.clock = clock;
        this.meters = new CapMeters(parts.meters());
        crowds.fill(parts.history(), clock.earliest());
    }

    /**
     * What the caps stand on.
     *
     * @param directory their own; made when missing
     * @param record the id of the record with whose address key persons are named
     */
    public record Parts(
            Path directory,
            String record,
            Settings settings,
            ContactKeys keys,
            ContactHistory history,
            Clock clock,
            MeterRegistry meters) {}

    /**
     * Opens the caps; where their map is doubtful it is made anew first, which takes some seconds
     * for a million contacts. Blocking. Throws {@link eu.octroi.gateway.store.StoreException}.
     */
    public static FrequencyCaps open(Parts parts) {
        return open(parts, new CapClock(parts.clock(), System::nanoTime));
    }

    static FrequencyCaps open(Parts parts, CapClock clock) {
        CapRules rules = CapRules.of(parts.settings());
        CapsOpening opening =
                new CapsOpening(
                        parts.directory(),
                        parts.record(),
                        parts.settings().caps(),
                        rules.longest(),
                        parts.history(),
                        (book, claim, now) ->
                                book.change(
                                        claim.origin().controller(),
                                        persons(parts.keys(), claim),
                                        now,
                                        contacts -> contacts.reserved(claim.copy())),
                        parts.clock());
        FrequencyCaps caps = new FrequencyCaps(parts, rules, opening, clock);
        caps.start(parts.settings().caps().contactsMax());
        return caps;
    }

    private void start(long contactsMax) {
        meters.watch(this, c -> c.store.size(), c -> c.store.bytes(), contactsMax);
        // What goes wrong in a round breaks the caps, which is told; close() ends the rounds.
        var _ = tidier.scheduleWithFixedDelay(this::tidy, TIDY_HOURS, TIDY_HOURS, TimeUnit.HOURS);
    }

    @Override
    public CompletionStage<Verdict> reserve(CapClaim claim) {
        long begin = System.nanoTime();
        Verdict verdict = decide(claim, this::take);
        meters.checked(verdict, System.nanoTime() - begin);
        return CompletableFuture.completedFuture(verdict);
    }

    @Override
    public CompletionStage<Verdict> reserveOrHold(CapClaim claim) {
        return reserve(claim).thenApply(verdict -> hold(claim, verdict));
    }

    /** A mail that would have to wait too long is refused now, while the tool listens. */
    private Verdict hold(CapClaim claim, Verdict verdict) {
        return verdict instanceof Verdict.Capped full
                        && rules.of(claim.origin().stream()).onCap() == Stream.OnCap.HOLD
                        && full.until().toEpochMilli() - clock.latest() <= holdMaxMillis
                ? new Verdict.Deliver(CapReservation.held(isFirst(claim), full.until()))
                : verdict;
    }

    private synchronized boolean isFirst(CapClaim claim) {
        return isClosed
                || book.find(claim.origin().controller(), persons(keys, claim)).first() == 0;
    }

    @Override
    public CompletionStage<Verdict> look(CapClaim claim) {
        return CompletableFuture.completedFuture(hold(claim, decide(claim, this::judge)));
    }

    @Override
    public CompletionStage<Void> settle(CapClaim claim, Outcome outcome) {
        if (!outcome.mayHaveArrived()) {
            return release(claim);
        }
        long at = clock.latest();
        change(
                claim,
                contacts -> contacts.confirmed(claim.copy(), at),
                () -> crowds.confirmed(claim, at));
        return DONE;
    }

    @Override
    public CompletionStage<Void> release(CapClaim claim) {
        change(claim, contacts -> contacts.released(claim.copy()), () -> crowds.released(claim));
        return DONE;
    }

    /** Whether slots are granted now; while not, nothing is taken. */
    public boolean isAvailable() {
        return !isBroken;
    }

    /**
     * Whether the process before this one ended in order. If not, each copy it left may have been
     * on the wire, and counts as sent however it ends.
     */
    public boolean wasClosed() {
        return wasClosed;
    }

    /** Persons in the map. */
    public long size() {
        return store.size();
    }

    /** Leaves a map that the next start can trust. */
    @Override
    public void close() {
        stopTidying();
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            store.close();
        }
        if (!isBroken) {
            opening.closed();
        }
    }

    private void stopTidying() {
        tidier.shutdown();
        try {
            // A round reads the map, which must not go from under it.
            tidier.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isBroken = true;
        }
    }

    private Verdict decide(CapClaim claim, Function<CapClaim, Verdict> answer) {
        if (!claim.origin().streamClass().isCounted()) {
            return Verdict.Deliver.DELIVER;
        }
        if (isBroken) {
            return Verdict.Undecided.UNDECIDED;
        }
        try {
            synchronized (this) {
                return isClosed ? Verdict.Undecided.UNDECIDED : answer.apply(claim);
            }
        } catch (RuntimeException | InternalError e) {
            distrust(e);
            return Verdict.Undecided.UNDECIDED;
        }
    }

    private Verdict take(CapClaim claim) {
        Verdict verdict = judge(claim);
        if (verdict instanceof Verdict.Deliver) {
            change(
                    claim,
                    contacts -> contacts.reserved(claim.copy()),
                    () -> crowds.reserved(claim));
        }
        return verdict;
    }

    private Verdict judge(CapClaim claim) {
        long now = clock.earliest();
        Contacts contacts = book.find(claim.origin().controller(), persons(keys, claim));
        if (contacts.has(claim.copy())) {
            return deliver(contacts);
        }
        CapRules.Rule rule = rules.of(claim.origin().stream());
        Optional<Full> full =
                Full.strictest(
                        rule.caps(),
                        per -> per == Cap.Per.RECIPIENT ? contacts : crowds.of(per, claim),
                        now);
        if (full.isPresent()) {
            return full.get().verdict(rule.onCap());
        }
        boolean isRoom = !(contacts.isEmpty() && book.isFull()) && !crowds.isFull();
        return isRoom ? deliver(contacts) : Verdict.Undecided.UNDECIDED;
    }

    private static Verdict deliver(Contacts contacts) {
        return new Verdict.Deliver(CapReservation.kept(contacts.first() == 0));
    }

    /** Changes what stands of one person and of those who are counted with that person. */
    private synchronized void change(
            CapClaim claim, UnaryOperator<Contacts> person, Runnable others) {
        if (!isClosed && !isBroken && claim.origin().streamClass().isCounted()) {
            try {
                book.change(
                        claim.origin().controller(),
                        persons(keys, claim),
                        clock.earliest(),
                        person);
                others.run();
            } catch (RuntimeException | InternalError e) {
                distrust(e);
            }
        }
    }

    /** What spool and ledger say is right all the same: the next start makes the map anew. */
    private void distrust(Throwable cause) {
        isBroken = true;
        LOG.error("event=caps-failed what=\"nothing is accepted until a restart\"", cause);
    }

    private void tidy() {
        try {
            long now = clock.earliest();
            List<PersonKey> outdated = book.outdated(now, TIDIED_MAX);
            for (PersonKey key : outdated) {
                synchronized (this) {
                    if (isClosed || isBroken) {
                        return;
                    }
                    book.refresh(key, now);
                }
            }
            synchronized (this) {
                crowds.tidy(now);
            }
            LOG.info("event=caps-tidied contacts={} of={}", outdated.size(), store.size());
        } catch (RuntimeException | InternalError e) {
            distrust(e);
        }
    }

    private static List<PersonKey> persons(ContactKeys keys, CapClaim claim) {
        return keys.person(claim.origin().controller(), claim.to());
    }
}
