// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.time.Instant;
import java.util.Optional;

/**
 * A key in the book: what it is and where it stands. Immutable.
 *
 * @param domain in ASCII form
 * @param since when it came to its stage
 * @param key empty when it is gone, or when its file is
 */
public record KeyEntry(
        String domain,
        String selector,
        KeyAlgorithm algorithm,
        KeyStage stage,
        Instant since,
        Optional<DkimKey> key) {

    /** What DNS should say; empty when it should say nothing. */
    public Optional<DnsRecord> record() {
        return switch (stage) {
            case WAITING, ACTIVE, RESTING -> key.map(DkimKey::record);
            case REVOKED -> Optional.of(DnsRecord.of(domain, selector, algorithm, ""));
            case RETIRED -> Optional.empty();
        };
    }

    boolean isNamed(String otherDomain, String otherSelector) {
        return domain.equals(otherDomain) && selector.equals(otherSelector);
    }

    KeyEntry at(KeyStage next, Instant now) {
        return new KeyEntry(
                domain, selector, algorithm, next, now, next.isHeld() ? key : Optional.empty());
    }

    KeyEntry with(DkimKey loaded) {
        return new KeyEntry(domain, selector, algorithm, stage, since, Optional.of(loaded));
    }
}
