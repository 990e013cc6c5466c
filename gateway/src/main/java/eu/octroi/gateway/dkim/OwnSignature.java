// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.dkim.DkimVerifier.Claim;
import eu.octroi.gateway.domain.Octets;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a message left through us as it is: a signature with one of our own keys
 * verifies over it, and covers what ours cover, so that nothing was added either. No DNS: the key
 * is the one at hand. Thread-safe.
 */
public final class OwnSignature {
    private final DkimKeys keys;
    private final Clock clock;

    public OwnSignature(DkimKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Whether our signature for {@code fromDomain} stands over the whole message.
     *
     * @param fromDomain of the author; a signature for another of our domains does not count
     */
    public boolean standsOver(Octets message, String fromDomain) {
        Optional<String> domain = keys.forDomain(fromDomain).map(DomainKeys::domain);
        if (domain.isEmpty()) {
            return false;
        }
        MessageHead head = MessageHead.of(List.of(message));
        DkimVerifier verifier = new DkimVerifier(head);
        List<String> ours = new CoveredFields(head).listed();
        return verifier.claims().stream()
                .filter(claim -> claim.domain().equals(domain.get()))
                .filter(claim -> isInTime(claim) && coversAll(claim, ours))
                .anyMatch(claim -> verifies(verifier, claim));
    }

    private boolean verifies(DkimVerifier verifier, Claim claim) {
        return keys.signedWith(claim.domain(), claim.selector())
                .filter(key -> verifier.verifies(claim, key.algorithm(), key.publicKey()))
                .isPresent();
    }

    /** Each of our fields once more than it stands there: none came or went since. */
    private static boolean coversAll(Claim claim, List<String> ours) {
        return ours.stream()
                .allMatch(
                        name ->
                                Collections.frequency(claim.covered(), name)
                                        >= Collections.frequency(ours, name));
    }

    private boolean isInTime(Claim claim) {
        Optional<String> end = claim.tags().get("x");
        try {
            return end.isEmpty()
                    || clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end.get())));
        } catch (NumberFormatException unreadable) {
            return false;
        }
    }
}
