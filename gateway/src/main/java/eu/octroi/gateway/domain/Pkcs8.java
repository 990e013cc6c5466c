// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/** Reads private keys in the unencrypted form of PKCS#8 (RFC 5958). */
public final class Pkcs8 {
    private Pkcs8() {}

    /** The key; empty when it is of another algorithm, or none at all. */
    public static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException another) {
            // Whoever asks tries the next algorithm, or says what was wrong.
            return Optional.empty();
        }
    }
}
