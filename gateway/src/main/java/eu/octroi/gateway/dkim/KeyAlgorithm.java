// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The two algorithms we sign with: every verifier knows rsa-sha256, and not all know
 * ed25519-sha256, so the second only ever comes beside the first (RFC 8463 section 3). Never
 * rsa-sha1 (RFC 8301 section 3.1).
 */
public enum KeyAlgorithm {
    RSA("SHA256withRSA"),
    ED25519("Ed25519");

    private final String signature;

    KeyAlgorithm(String signature) {
        this.signature = signature;
    }

    /** As in k= of the DNS record, such as {@code rsa}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in a= of the signature. */
    String tag() {
        return word() + "-sha256";
    }

    /** The JCA name of the signature. */
    String signature() {
        return signature;
    }

    public static Optional<KeyAlgorithm> ofWord(String word) {
        return Arrays.stream(values()).filter(a -> a.word().equals(word)).findFirst();
    }
}
