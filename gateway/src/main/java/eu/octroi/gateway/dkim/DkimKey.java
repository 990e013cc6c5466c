// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key with which one domain signs. Two keys are equal only when they are the same object, and the
 * private part is never printed. Immutable.
 */
public final class DkimKey {
    /** Octets of an Ed25519 public key, published without the envelope around it. */
    private static final int ED25519_BYTES = 32;

    private static final int ED25519_BITS = 8 * ED25519_BYTES;

    private final String domain;
    private final String selector;
    private final KeyPair pair;

    DkimKey(String domain, String selector, KeyPair pair) {
        this.domain = domain;
        this.selector = selector;
        this.pair = pair;
    }

    /** The signing domain (d=), in lower case and in ASCII form. */
    public String domain() {
        return domain;
    }

    /** Where under the domain the public key is published (s=). */
    public String selector() {
        return selector;
    }

    public KeyAlgorithm algorithm() {
        return pair.getPublic() instanceof EdECPublicKey ? KeyAlgorithm.ED25519 : KeyAlgorithm.RSA;
    }

    public int bits() {
        return pair.getPublic() instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : ED25519_BITS;
    }

    /** What to publish (RFC 6376 section 3.6.1; RFC 8463 section 4 for Ed25519). */
    public DnsRecord record() {
        return DnsRecord.of(domain, selector, algorithm(), published());
    }

    PrivateKey privateKey() {
        return pair.getPrivate();
    }

    PublicKey publicKey() {
        return pair.getPublic();
    }

    /**
     * The text of p=: for RSA the whole SubjectPublicKeyInfo, for Ed25519 the bare key at its end.
     */
    String published() {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] key =
                switch (algorithm()) {
                    case RSA -> encoded;
                    case ED25519 ->
                            Arrays.copyOfRange(
                                    encoded, encoded.length - ED25519_BYTES, encoded.length);
                };
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return selector + "._domainkey." + domain;
    }
}
