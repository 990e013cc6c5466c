// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one domain signs with now. Immutable.
 *
 * @param rsa the key of the signature every verifier understands
 * @param ed25519 the key of a second signature, when the domain wants one
 * @param lifetime how long after signing verifiers may accept the mail (x=); empty for ever
 */
public record DomainKeys(DkimKey rsa, Optional<DkimKey> ed25519, Optional<Duration> lifetime) {

    /** The signing domain (d=). */
    public String domain() {
        return rsa.domain();
    }

    /** Who signs, for the ledger: {@code dkim=DOMAIN/SELECTOR} for each signature (E-01). */
    public List<String> notes() {
        return all().stream().map(key -> "dkim=" + key.domain() + "/" + key.selector()).toList();
    }

    /** One signature with each, in this order. */
    List<DkimKey> all() {
        List<DkimKey> keys = new ArrayList<>(2);
        keys.add(rsa);
        ed25519.ifPresent(keys::add);
        return keys;
    }
}
