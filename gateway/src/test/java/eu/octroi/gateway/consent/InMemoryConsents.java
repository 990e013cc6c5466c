// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Consents without a record, for tests of something else. Thread-safe. */
public final class InMemoryConsents implements ConsentLookup {
    private final Map<String, List<Proof>> proofs = new ConcurrentHashMap<>();
    private volatile boolean isBroken;

    public void record(ControllerNumber controller, EmailAddress address, Proof proof) {
        proofs.computeIfAbsent(key(controller, address), _ -> new ArrayList<>()).add(proof);
    }

    public void breakDown() {
        isBroken = true;
    }

    @Override
    public List<Grant> find(Origin origin, EmailAddress address) {
        return of(origin.controller(), address).stream()
                .filter(proof -> !(proof instanceof Proof.Place))
                .map(Grant::of)
                .filter(grant -> grant.isFor(origin.stream()))
                .toList();
    }

    @Override
    public Optional<String> countryOf(ControllerNumber controller, EmailAddress address) {
        return of(controller, address).stream()
                .filter(Proof.Place.class::isInstance)
                .map(place -> ((Proof.Place) place).country())
                .reduce((_, newest) -> newest);
    }

    private List<Proof> of(ControllerNumber controller, EmailAddress address) {
        if (isBroken) {
            throw new ConsentUnavailableException("broken down");
        }
        return proofs.getOrDefault(key(controller, address), List.of());
    }

    private static String key(ControllerNumber controller, EmailAddress address) {
        return controller.value() + " " + address;
    }
}
