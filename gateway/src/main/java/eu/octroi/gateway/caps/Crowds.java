// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.PersonKey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is counted together with others: everybody at a company, everybody a controller writes to.
 * They are few and their windows short, so they are on the heap and made anew from spool and ledger
 * at every start. What no configured cap counts is not kept. Guarded by the caps' monitor.
 */
final class Crowds {
    /** Companies counted at once; above it nobody at another one is written to. */
    static final int CROWDS_MAX = 1_000_000;

    private final Map<PersonKey, Crowd> byKey = new HashMap<>();
    private final Set<Cap.Per> kept;
    private final long longestMillis;
    private final ContactKeys keys;

    /**
     * @param kept what is counted by some cap
     * @param longest the longest window of these caps
     */
    Crowds(Set<Cap.Per> kept, Duration longest, ContactKeys keys) {
        this.kept = Set.copyOf(kept);
        this.longestMillis = longest.toMillis();
        this.keys = keys;
    }

    /** Fills them with what spool and ledger say. */
    void fill(ContactHistory history, long now) {
        if (kept.isEmpty()) {
            return;
        }
        Set<CopyId> told = new HashSet<>();
        history.contacts(
                Instant.ofEpochMilli(now - longestMillis),
                contact -> {
                    if (told.add(contact.copy())) {
                        arrived(contact);
                    }
                });
        history.open(this::reserved);
    }

    /** Those with whom the claim's recipient is counted for a cap. */
    Counted of(Cap.Per per, CapClaim claim) {
        return key(per, claim).<Counted>map(byKey::get).orElse(Counted.NOTHING);
    }

    boolean isFull() {
        return byKey.size() >= CROWDS_MAX;
    }

    void reserved(CapClaim claim) {
        each(claim, crowd -> crowd.reserved(claim.copy()));
    }

    void released(CapClaim claim) {
        each(claim, crowd -> crowd.released(claim.copy()));
    }

    void confirmed(CapClaim claim, long at) {
        each(claim, crowd -> crowd.confirmed(claim.copy(), at));
    }

    /** Forgets what no window reaches any more. */
    void tidy(long now) {
        byKey.values().removeIf(crowd -> crowd.forget(now - longestMillis));
    }

    private void arrived(ContactHistory.Contact contact) {
        long at = contact.at().toEpochMilli();
        if (kept.contains(Cap.Per.CONTROLLER)) {
            crowd(everybody(contact.controller())).arrived(at);
        }
        if (kept.contains(Cap.Per.COMPANY)) {
            contact.company().ifPresent(company -> crowd(company).arrived(at));
        }
    }

    private void each(CapClaim claim, Consumer<Crowd> change) {
        for (Cap.Per per : kept) {
            key(per, claim).ifPresent(key -> change.accept(crowd(key)));
        }
    }

    private Crowd crowd(PersonKey key) {
        return byKey.computeIfAbsent(key, _ -> new Crowd());
    }

    /** The oldest live version of a key stays what it is when another one joins. */
    private Optional<PersonKey> key(Cap.Per per, CapClaim claim) {
        ControllerNumber controller = claim.origin().controller();
        return switch (per) {
            case COMPANY -> keys.company(controller, claim.to()).reversed().stream().findFirst();
            case CONTROLLER -> Optional.of(everybody(controller));
            case RECIPIENT -> Optional.empty();
        };
    }

    /** No keyed hash begins with 64 zeros. */
    private static PersonKey everybody(ControllerNumber controller) {
        return new PersonKey(0, controller.value());
    }
}
