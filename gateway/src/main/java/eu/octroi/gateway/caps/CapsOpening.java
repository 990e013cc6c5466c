// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.settings.CapSettings;
import eu.octroi.gateway.store.FileSum;
import eu.octroi.gateway.store.StoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides at start whether the map on disk can be trusted, and makes it anew from spool and ledger
 * when not (design section 4).
 *
 * <pre>
 * closed cleanly, sum right       trusted
 * not closed                      made anew: reservations of transactions that died are in it
 * missing, unreadable, sum wrong  made anew
 * windows longer than before      made anew: it has forgotten what they reach
 * of another record               made anew: its keys name nobody
 * </pre>
 *
 * @param record the record's id
 * @param longest the longest window of all caps
 */
record CapsOpening(
        Path directory,
        String record,
        CapSettings settings,
        Duration longest,
        ContactHistory history,
        CapKeeper keys,
        Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(CapsOpening.class);

    /** How a claim of the spool finds its person. */
    @FunctionalInterface
    interface CapKeeper {
        void reserve(ContactBook book, CapClaim claim, long now);
    }

    /**
     * The map, with everything in it that spool and ledger tell.
     *
     * @param wasClosed whether the process before this one closed it
     */
    record Opened(ContactStore store, boolean wasClosed) {}

    Opened open() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException("the directory " + directory + " cannot be made: " + e, e);
        }
        Optional<CapsState> state = CapsState.read(directory);
        // Whatever happens from here on, only a clean close makes it trusted again.
        CapsState.delete(directory);
        return new Opened(
                doubt(state).map(this::rebuild).orElseGet(this::trust), state.isPresent());
    }

    /** Marks the map, closed by now, as one to be trusted. */
    void closed() {
        long sum = FileSum.forceAndSum(file());
        new CapsState(record, settings.contactsMax(), longest, sum).write(directory);
    }

    private Path file() {
        return directory.resolve("caps.map");
    }

    /** Why the map is not to be trusted. */
    private Optional<String> doubt(Optional<CapsState> state) {
        if (state.isEmpty()) {
            return Optional.of("it was not closed, or is not there");
        }
        CapsState was = state.get();
        if (!was.record().equals(record)) {
            return Optional.of("it belongs to another record");
        }
        if (was.window().compareTo(longest) < 0 || was.capacity() != settings.contactsMax()) {
            return Optional.of("the configuration wants more of it");
        }
        return Files.isRegularFile(file()) && FileSum.sum(file()) == was.checksum()
                ? Optional.empty()
                : Optional.of("it was changed or damaged");
    }

    private ContactStore trust() {
        try {
            return ChronicleContacts.open(file(), settings.contactsMax());
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=caps-unreadable file={}", file(), e);
            return rebuild("it cannot be read");
        }
    }

    private ContactStore rebuild(String why) {
        long begin = System.nanoTime();
        ContactStore store;
        try {
            Files.deleteIfExists(file());
            store = ChronicleContacts.open(file(), settings.contactsMax());
        } catch (IOException | RuntimeException e) {
            throw new StoreException("the map of the caps cannot be made in " + directory, e);
        }
        try {
            fill(new ContactBook(store, settings, longest));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        LOG.info(
                "event=caps-rebuilt why=\"{}\" contacts={} ms={}",
                why,
                store.size(),
                (System.nanoTime() - begin) / 1_000_000);
        return store;
    }

    private void fill(ContactBook book) {
        long now = clock.millis();
        Duration reach = settings.remember().compareTo(longest) > 0 ? settings.remember() : longest;
        history.contacts(
                Instant.ofEpochMilli(now).minus(reach),
                contact ->
                        book.change(
                                contact.controller(),
                                List.of(contact.person()),
                                now,
                                c -> c.confirmed(contact.copy(), contact.at().toEpochMilli())));
        history.open(claim -> keys.reserve(book, claim, now));
    }
}
