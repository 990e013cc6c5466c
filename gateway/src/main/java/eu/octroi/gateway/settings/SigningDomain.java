// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A sending domain's DKIM keys. {@code octroi key} makes and activates further ones; a selector
 * changed here takes the place of what was activated before.
 *
 * @param selector where the public key is published: {@code selector._domainkey.domain}; mandatory
 * @param key PEM private RSA key, PKCS#1 or PKCS#8, relative to the configuration file; default
 *     empty: generated under data/keys
 * @param ed25519 a second key for a second signature (RFC 8463); default none
 * @param signatureLifetime how long verifiers may accept a signature (x=); at least 7d; default for
 *     ever
 */
public record SigningDomain(
        String selector,
        Optional<Path> key,
        Optional<SecondKey> ed25519,
        Optional<Duration> signatureLifetime) {

    /** With one RSA key alone. */
    public SigningDomain(String selector, Optional<Path> key) {
        this(selector, key, Optional.empty(), Optional.empty());
    }

    /**
     * The key of the second signature.
     *
     * @param selector where it is published, another one than the RSA key's; mandatory
     * @param key PEM private Ed25519 key, PKCS#8, relative to the configuration file; default
     *     empty: generated under data/keys
     */
    public record SecondKey(String selector, Optional<Path> key) {}
}
