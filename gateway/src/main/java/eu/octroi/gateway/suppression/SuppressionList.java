// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.store.BootId;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.suppression.Subject.Person;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who must not be mailed: events in the record, and an index derived from them that answers every
 * look-up. It holds keyed fingerprints, never an address (B-07).
 *
 * <p>A change that has completed survives power loss and is seen by every look-up that begins after
 * it. When the index fails, changes are recorded all the same and look-ups fail until it is
 * rebuilt. Thread-safe.
 */
public final class SuppressionList implements SuppressionLookup, Closeable {
    private final EntryKeys keys;
    private final IndexKeeper keeper;
    private final EntryFinder finder;
    private final SuppressionChanges changes;
    private final SuppressionLog log;
    private final SuppressionMeters meters;
    private final Clock clock;

    private SuppressionList(
            EntryKeys keys,
            IndexKeeper keeper,
            SuppressionLog log,
            SuppressionMeters meters,
            Clock clock) {
        Kinds kinds = log.kinds();
        this.keys = keys;
        this.keeper = keeper;
        this.finder = new EntryFinder(keys, kinds, keeper::get);
        this.changes = new SuppressionChanges(log, keeper, kinds, meters);
        this.log = log;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Opens the list. An index that is missing, damaged or doubtful is rebuilt first, which takes
     * some seconds for a million entries and is told to {@code progress}.
     *
     * @throws eu.octroi.gateway.store.StoreException when record and index contradict each other
     */
    public static SuppressionList open(
            DataDirectory data,
            RecordDatabase record,
            KeyRing addressKeys,
            SuppressionSettings settings,
            RebuildProgress progress,
            Clock clock,
            MeterRegistry meters) {
        var log = new SuppressionLog(record, clock);
        var files = IndexFiles.in(data.resolve("suppression"));
        var builder = new IndexBuilder(log, progress);
        var opening = new IndexOpening(files, log, builder, record.id(), settings.entriesMin());
        var keeper = IndexKeeper.open(opening, builder, files, BootId.current());
        return new SuppressionList(
                new EntryKeys(addressKeys),
                keeper,
                log,
                new SuppressionMeters(keeper, meters),
                clock);
    }

    @Override
    public Optional<SuppressionEntry> find(ControllerNumber controller, EmailAddress address) {
        long begin = System.nanoTime();
        try {
            return finder.find(controller, address);
        } finally {
            meters.lookedUp(System.nanoTime() - begin);
        }
    }

    /**
     * Who objected after an event of the record; blocking.
     *
     * @param sequence of the last event known, 0 for the first
     * @param max events looked at, from 1
     */
    public Objection.Page objections(long sequence, int max) {
        List<RecordedEvent> events = log.after(sequence, max);
        return new Objection.Page(
                events.isEmpty() ? sequence : events.getLast().sequence(),
                events.stream()
                        .map(RecordedEvent::event)
                        .filter(SuppressionEvent::isObjection)
                        .map(event -> new Objection(event.controller(), event.key()))
                        .toList());
    }

    /** The person behind {@code address} under the newest key: what goes into links. */
    public PersonKey personKey(ControllerNumber controller, EmailAddress address) {
        return keys.person(0, controller, Canonical.of(address));
    }

    /** The same under every live version of the address key, the newest first. */
    public List<PersonKey> personKeys(ControllerNumber controller, EmailAddress address) {
        return keys.all(controller, new Person(address));
    }

    /**
     * Adds an entry; completes when it is forced in the record and stands in the index. Adding what
     * stands already changes nothing and yields the same reference.
     *
     * <p>Fails with {@link eu.octroi.gateway.store.StoreException} when the record cannot take it:
     * then nothing is known to be recorded, and the caller must say so.
     */
    public CompletionStage<Change> add(
            ControllerNumber controller, Subject subject, Reason reason, Channel channel) {
        List<PersonKey> aliases = keys.all(controller, subject);
        int version = keys.version(0).version();
        var event = event(controller, aliases.getFirst(), version, subject, reason, channel);
        return changes.add(event, aliases);
    }

    /**
     * Records the opposition of a person known by key alone, as a link carries it: it works when
     * every other trace of the person is erased (J-07). Otherwise like {@link #add}.
     */
    public CompletionStage<Change> oppose(
            ControllerNumber controller, PersonKey person, Channel channel) {
        // With one live version the key can only be of that one.
        int version = keys.count() == 1 ? keys.version(0).version() : 0;
        var event =
                new SuppressionEvent(
                        Op.ADD,
                        controller,
                        person,
                        version,
                        Kind.PERSON,
                        Reason.OPPOSITION,
                        channel,
                        Marks.stored(clock.instant()),
                        Optional.empty());
        return changes.add(event, List.of(person));
    }

    /**
     * Lifts one reason of a subject and leaves its others. What the recipient asked for is never
     * lifted here (B-13). Fails like {@link #add}, and while the index cannot be trusted.
     *
     * @param why kept in the record; must not name the person
     */
    public CompletionStage<Removal> remove(
            ControllerNumber controller, Subject subject, Reason reason, String why) {
        if (reason.isOpposition()) {
            return CompletableFuture.completedFuture(Removal.NOT_PERMITTED);
        }
        List<SuppressionEvent> lifts = new ArrayList<>();
        for (int index = 0; index < keys.count(); index++) {
            lifts.add(
                    new SuppressionEvent(
                            Op.LIFT,
                            controller,
                            keys.of(index, controller, subject),
                            keys.version(index).version(),
                            Kind.of(subject),
                            reason,
                            Channel.COMMAND,
                            Marks.stored(clock.instant()),
                            Optional.of(why)));
        }
        return changes.lift(lifts);
    }

    /**
     * What stands against a subject. A person is asked for like a recipient, domains included; a
     * domain or digest as an entry of its own.
     */
    public Optional<SuppressionEntry> check(ControllerNumber controller, Subject subject) {
        if (subject instanceof Person person) {
            return finder.find(controller, person.address());
        }
        return keys.all(controller, subject).stream()
                .flatMap(key -> keeper.get(key).stream())
                .flatMap(marks -> marks.entry().stream())
                .findFirst();
    }

    /**
     * Reads a list from {@code in} and adds what it names (B-18). Entries of completed batches
     * survive power loss; after an interruption the same list can be given again.
     *
     * <p>Blocks until all entries are in record and index: not for an event loop.
     *
     * @throws IOException when {@code in} fails; what was read before is added
     */
    public ImportReport importList(
            ControllerNumber controller,
            InputStream in,
            ImportOptions options,
            ImportProgress progress)
            throws IOException {
        var target = new ImportTarget(controller, options, clock.instant());
        return new ListImport(target, keys, keeper, changes, progress).read(in);
    }

    /**
     * Writes all entries of a controller as CSV that {@link #importList} reads back; returns how
     * many rows. Blocking; entries made meanwhile may be missing.
     */
    public long export(ControllerNumber controller, Writer out) throws IOException {
        return new ListExport(log, keeper, keys).write(controller, out);
    }

    /**
     * Checks the journal, and that the index says what its events amount to (B-28). Blocking, for
     * seconds per million entries; changes and look-ups go on.
     *
     * @param checkpoint of an earlier check, which must still be in the journal
     */
    public Verification verify(Optional<String> checkpoint, RebuildProgress progress) {
        return new ListVerification(log, keeper, keeper.directory()).run(checkpoint, progress);
    }

    /** Whether look-ups are answered now; while not, nothing is sent. */
    public boolean isAvailable() {
        return keeper.isTrusted();
    }

    /** Keys in the index: persons, domains and digests. */
    public long size() {
        return keeper.index().size();
    }

    /** The list in figures, as they are now; just after a start it waits until all are counted. */
    public Stats stats() {
        SuppressionIndex index = keeper.index();
        List<Integer> versions = new ArrayList<>();
        for (int i = 0; i < keys.count(); i++) {
            versions.add(keys.version(i).version());
        }
        return new Stats(
                keeper.counted().byController(),
                index.size(),
                index.bytes(),
                Math.max(0, (long) (index.capacity() * IndexKeeper.FILL_MAX) - index.size()),
                versions,
                keeper.watermark());
    }

    /** For tests that break the index. */
    IndexKeeper keeper() {
        return keeper;
    }

    /** Finishes the changes on their way and leaves an index that the next start can trust. */
    @Override
    public void close() {
        changes.close();
        keeper.close();
    }

    private SuppressionEvent event(
            ControllerNumber controller,
            PersonKey key,
            int version,
            Subject subject,
            Reason reason,
            Channel channel) {
        return new SuppressionEvent(
                Op.ADD,
                controller,
                key,
                version,
                Kind.of(subject),
                reason,
                channel,
                Marks.stored(clock.instant()),
                Optional.empty());
    }
}
