// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.StreamId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Who may be written to, by person key: what look-ups ask instead of the record, and rebuilt from
 * it at each start. Some 80 octets of heap a person. Thread-safe.
 */
final class ConsentView {
    private static final Known NOTHING = new Known(List.of(), Optional.empty());

    private final Map<PersonKey, Known> byPerson = new ConcurrentHashMap<>();

    /** Most people have one of few combinations, so each is kept once. */
    private final Map<Known, Known> combinations = new ConcurrentHashMap<>();

    private volatile boolean hasPlaces;

    /** What stands for one person. */
    record Known(List<Grant> grants, Optional<String> country) {
        Known {
            grants = List.copyOf(grants);
        }

        Known and(Proof proof) {
            return switch (proof) {
                case Proof.Place(_, String where) -> new Known(grants, Optional.of(where));
                case Proof.Consent _, Proof.Customer _, Proof.Published _ -> and(Grant.of(proof));
            };
        }

        private Known and(Grant grant) {
            if (grants.contains(grant)) {
                return this;
            }
            List<Grant> more = new ArrayList<>(grants);
            more.add(grant);
            more.sort(Grant.ORDER);
            return new Known(more, country);
        }
    }

    /**
     * What stands for mail of a stream.
     *
     * @param keys of the person, computed only when anything stands for anybody
     */
    List<Grant> find(StreamId stream, Supplier<List<PersonKey>> keys) {
        if (byPerson.isEmpty()) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        for (PersonKey key : keys.get()) {
            for (Grant grant : of(key).grants()) {
                if (grant.isFor(stream) && !grants.contains(grant)) {
                    grants.add(grant);
                }
            }
        }
        return grants;
    }

    /** Where the person is; most gateways know of nobody, and then compute no key. */
    Optional<String> countryOf(Supplier<List<PersonKey>> keys) {
        return hasPlaces
                ? keys.get().stream().flatMap(key -> of(key).country().stream()).findFirst()
                : Optional.empty();
    }

    private Known of(PersonKey key) {
        return byPerson.getOrDefault(key, NOTHING);
    }

    void add(PersonKey key, Proof proof) {
        if (proof instanceof Proof.Place) {
            hasPlaces = true;
        }
        byPerson.compute(key, (_, before) -> once((before == null ? NOTHING : before).and(proof)));
    }

    /** Takes away all that permits anything; where the person is stays known. */
    void withdraw(PersonKey key) {
        byPerson.computeIfPresent(
                key,
                (_, before) ->
                        before.country().isEmpty()
                                ? null
                                : once(new Known(List.of(), before.country())));
    }

    int size() {
        return byPerson.size();
    }

    private Known once(Known known) {
        return combinations.computeIfAbsent(known, k -> k);
    }
}
