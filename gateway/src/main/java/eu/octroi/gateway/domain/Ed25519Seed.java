// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/** The 32 octets from which both halves of an Ed25519 key are made (RFC 8032 section 5.1.5). */
public final class Ed25519Seed {
    private Ed25519Seed() {}

    /**
     * Both halves. The JDK has no way from a seed to the public half but to make the pair anew from
     * the same octets; that it came out right is seen by signing.
     *
     * @throws GeneralSecurityException when the octets are no seed, or no public half is found
     */
    public static KeyPair pair(byte[] seed) throws GeneralSecurityException {
        PrivateKey secret =
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        KeyPair pair = new KeyPair(generator.generateKeyPair().getPublic(), secret);
        if (!belongTogether(pair.getPublic(), secret)) {
            throw new InvalidKeyException("no public half found");
        }
        return pair;
    }

    private static boolean belongTogether(PublicKey open, PrivateKey secret)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        return signature.verify(signed);
    }

    /** Gives the octets of one key where a generator asks for random ones. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] octets;

        Seed(byte[] octets) {
            this.octets = octets.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(octets, 0, target, 0, Math.min(octets.length, target.length));
        }
    }
}
