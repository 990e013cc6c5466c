// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Controller;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * The signing keys of all sending domains, and where each stands in its life (L-08).
 *
 * <p>A change is forced to disk, then effective for the next copy. Thread-safe: readers see one
 * immutable state, changes exclude one another.
 */
public final class DkimKeys {
    private static final Logger LOG = LoggerFactory.getLogger(DkimKeys.class);
    private static final Comparator<KeyEntry> ORDER =
            Comparator.comparing(KeyEntry::domain)
                    .thenComparing(KeyEntry::algorithm)
                    .thenComparing(KeyEntry::since)
                    .thenComparing(KeyEntry::selector);

    private final List<KeySlot> slots;
    private final KeyFolder folder;
    private final KeyBook book;
    private final Clock clock;
    private volatile State state;

    /** What readers see. */
    private record State(
            Map<String, DomainKeys> signing, List<KeyEntry> entries, Properties configured) {}

    private DkimKeys(List<KeySlot> slots, KeyFolder folder, Clock clock) {
        this.slots = slots;
        this.folder = folder;
        this.book = new KeyBook(folder.directory());
        this.clock = clock;
        this.state = new State(Map.of(), List.of(), new Properties());
    }

    /**
     * Loads every key and makes those that are configured without a file. A retired controller
     * sends no more, so nothing is made for it.
     *
     * @param directory where generated keys live, such as data/keys/dkim; made when missing
     * @throws DkimException when a key cannot be read or is too short
     */
    public static DkimKeys open(
            Map<ControllerId, Controller> controllers,
            Path directory,
            SecureRandom random,
            Clock clock) {
        KeyFolder folder = new KeyFolder(directory, Optional.of(random));
        DkimKeys keys = new DkimKeys(KeySlot.of(controllers), folder, clock);
        KeyBook.Page before = keys.book.read();
        KeyBook.Page settled = keys.settle(before);
        if (!settled.entries().equals(before.entries())) {
            keys.book.write(settled);
        }
        return keys;
    }

    /**
     * Loads the keys there are, makes none and writes nothing: for whoever only looks. A domain
     * whose key is still to be generated signs nothing.
     */
    public static DkimKeys present(Map<ControllerId, Controller> controllers, Path directory) {
        KeyFolder folder = new KeyFolder(directory, Optional.empty());
        DkimKeys keys = new DkimKeys(KeySlot.of(controllers), folder, Clock.systemUTC());
        keys.settle(keys.book.read());
        return keys;
    }

    private KeyBook.Page settle(KeyBook.Page before) {
        KeyBook.Page settled = new KeySettlement(slots, before, clock.instant()).settled();
        state = loaded(settled);
        return settled;
    }

    /** The keys of the configured domain equal to or nearest above {@code fromDomain}. */
    public Optional<DomainKeys> forDomain(String fromDomain) {
        Map<String, DomainKeys> signing = state.signing();
        String domain = KeySlot.ascii(fromDomain);
        DomainKeys keys = signing.get(domain);
        while (keys == null && domain.indexOf('.') >= 0) {
            domain = domain.substring(domain.indexOf('.') + 1);
            keys = signing.get(domain);
        }
        return Optional.ofNullable(keys);
    }

    public int domainCount() {
        return state.signing().size();
    }

    /** Every key there is or was, in the order of domain, algorithm and time. */
    public List<KeyEntry> entries() {
        return state.entries();
    }

    /** What to publish, in the same order. */
    public List<DnsRecord> dnsRecords() {
        return state.entries().stream().flatMap(entry -> entry.record().stream()).toList();
    }

    /** A key with which mail may have been signed that is still on its way. */
    Optional<DkimKey> signedWith(String domain, String selector) {
        return state.entries().stream()
                .filter(entry -> entry.isNamed(domain, selector) && entry.stage().hasSigned())
                .findFirst()
                .flatMap(KeyEntry::key);
    }

    /** Whether the configuration has a place for a key of this kind. */
    boolean hasPlaceFor(String domain, KeyAlgorithm algorithm) {
        return slots.stream()
                .anyMatch(s -> s.domain().equals(domain) && s.algorithm() == algorithm);
    }

    Optional<KeyEntry> find(String domain, String selector) {
        return state.entries().stream().filter(e -> e.isNamed(domain, selector)).findFirst();
    }

    /** Makes a key that waits beside the active one. */
    synchronized KeyEntry add(String domain, String selector, KeyAlgorithm algorithm) {
        DkimKey key =
                folder.holds(domain, selector)
                        ? folder.read(domain, selector, algorithm)
                        : folder.make(domain, selector, algorithm);
        KeyEntry made =
                new KeyEntry(
                        domain,
                        selector,
                        algorithm,
                        KeyStage.WAITING,
                        clock.instant(),
                        Optional.of(key));
        List<KeyEntry> entries = new ArrayList<>(state.entries());
        entries.add(made);
        change(entries);
        return made;
    }

    /** Puts every entry where {@code next} says, all in one step. */
    synchronized void move(UnaryOperator<KeyEntry> next) {
        List<KeyEntry> before = state.entries();
        List<KeyEntry> after = before.stream().map(next).toList();
        change(after);
        for (KeyEntry entry : after) {
            if (!entry.stage().isHeld()) {
                folder.delete(entry.domain(), entry.selector());
            }
        }
    }

    private void change(List<KeyEntry> entries) {
        KeyBook.Page page = new KeyBook.Page(List.copyOf(entries), state.configured());
        State next = loaded(page);
        book.write(page);
        state = next;
    }

    private State loaded(KeyBook.Page page) {
        List<KeyEntry> entries = page.entries().stream().map(this::loaded).sorted(ORDER).toList();
        Map<String, DomainKeys> signing = new HashMap<>();
        for (KeySlot slot : slots) {
            if (slot.algorithm() == KeyAlgorithm.RSA) {
                active(entries, slot.domain(), KeyAlgorithm.RSA)
                        .map(rsa -> domainKeys(entries, slot, rsa))
                        .ifPresent(keys -> signing.put(slot.domain(), keys));
            }
        }
        return new State(Map.copyOf(signing), entries, page.configured());
    }

    private static DomainKeys domainKeys(List<KeyEntry> entries, KeySlot slot, DkimKey rsa) {
        Optional<DkimKey> second = active(entries, slot.domain(), KeyAlgorithm.ED25519);
        return new DomainKeys(rsa, second, slot.lifetime());
    }

    private static Optional<DkimKey> active(
            List<KeyEntry> entries, String domain, KeyAlgorithm algorithm) {
        return entries.stream()
                .filter(e -> e.stage() == KeyStage.ACTIVE && e.domain().equals(domain))
                .filter(e -> e.algorithm() == algorithm)
                .findFirst()
                .flatMap(KeyEntry::key);
    }

    /** An entry with its key; what is loaded already stays the same object. */
    private KeyEntry loaded(KeyEntry entry) {
        if (!entry.stage().isHeld() || entry.key().isPresent()) {
            return entry;
        }
        Optional<KeySlot> named = slots.stream().filter(slot -> slot.names(entry)).findFirst();
        Optional<Path> file = named.flatMap(KeySlot::file);
        String domain = entry.domain();
        String selector = entry.selector();
        if (file.isPresent()) {
            return entry.with(KeyFolder.read(domain, selector, entry.algorithm(), file.get()));
        }
        if (folder.holds(domain, selector)) {
            return entry.with(folder.read(domain, selector, entry.algorithm()));
        }
        if (named.isPresent() && entry.stage() == KeyStage.ACTIVE && folder.makes()) {
            return entry.with(folder.make(domain, selector, entry.algorithm()));
        }
        if (entry.stage() == KeyStage.ACTIVE && folder.makes()) {
            throw new DkimException(
                    "DKIM key %s of %s is active and its file is gone: restore it, or name another"
                                    .formatted(selector, domain)
                            + " selector in the configuration");
        }
        LOG.warn("event=dkim-key-missing domain={} selector={}", domain, selector);
        return entry;
    }
}
