// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.Subject.Algorithm;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks the index everything that may stand against an address: the person, the domain and those
 * above it, and plain digests, under every live version of the address key. Kinds of keys the
 * controller never had are not computed, so the common miss costs one HMAC and one look-up.
 * Thread-safe.
 */
final class EntryFinder {
    private final EntryKeys keys;
    private final Kinds kinds;
    private final Function<PersonKey, Optional<Marks>> index;

    EntryFinder(EntryKeys keys, Kinds kinds, Function<PersonKey, Optional<Marks>> index) {
        this.keys = keys;
        this.kinds = kinds;
        this.index = index;
    }

    Optional<SuppressionEntry> find(ControllerNumber controller, EmailAddress address) {
        Canonical canonical = Canonical.of(address);
        int known = kinds.of(controller);
        Search search = new Search(index);
        for (int version = 0; version < keys.count(); version++) {
            search.ask(keys.person(version, controller, canonical));
            if ((known & (Kind.DOMAIN.bit() | Kind.DOMAIN_AND_BELOW.bit())) != 0) {
                askDomains(search, version, controller, canonical.domain());
            }
        }
        for (Algorithm algorithm : Algorithm.values()) {
            if ((known & Kind.of(algorithm).bit()) != 0) {
                askDigests(search, controller, algorithm, address, canonical);
            }
        }
        return Optional.ofNullable(search.best);
    }

    private void askDomains(
            Search search, int version, ControllerNumber controller, String domain) {
        search.ask(keys.domain(version, controller, Kind.DOMAIN, domain));
        String above = domain;
        while (true) {
            search.ask(keys.domain(version, controller, Kind.DOMAIN_AND_BELOW, above));
            int dot = above.indexOf('.');
            if (dot < 0 || above.startsWith("[")) {
                return;
            }
            above = above.substring(dot + 1);
        }
    }

    /** Whoever made the list may have hashed any of the usual spellings. */
    private void askDigests(
            Search search,
            ControllerNumber controller,
            Algorithm algorithm,
            EmailAddress address,
            Canonical canonical) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(address.toString().toLowerCase(Locale.ROOT));
        spellings.add(canonical.address());
        spellings.add(canonical.person());
        MessageDigest digest = digest(algorithm);
        for (String spelling : spellings) {
            byte[] octets = digest.digest(spelling.getBytes(StandardCharsets.UTF_8));
            for (int version = 0; version < keys.count(); version++) {
                search.ask(keys.digest(version, controller, Kind.of(algorithm), octets));
            }
        }
    }

    private static MessageDigest digest(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.javaName(), e);
        }
    }

    /** The weightiest entry seen so far. Confined to one look-up. */
    private static final class Search {
        private final Function<PersonKey, Optional<Marks>> index;
        private @Nullable SuppressionEntry best;

        Search(Function<PersonKey, Optional<Marks>> index) {
            this.index = index;
        }

        void ask(PersonKey key) {
            index.apply(key).flatMap(Marks::entry).ifPresent(this::weigh);
        }

        private void weigh(SuppressionEntry entry) {
            if (best == null || Marks.weight(entry.reason()) < Marks.weight(best.reason())) {
                best = entry;
            }
        }
    }
}
