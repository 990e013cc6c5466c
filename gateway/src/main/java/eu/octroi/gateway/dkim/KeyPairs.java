// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;

/** Makes key pairs, and finds the public half of a private key. */
final class KeyPairs {
    /** RSA modulus of what is generated. */
    static final int BITS = 2048;

    private KeyPairs() {}

    static KeyPair generate(KeyAlgorithm algorithm, SecureRandom random) {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(
                            switch (algorithm) {
                                case RSA -> "RSA";
                                case ED25519 -> "Ed25519";
                            });
            switch (algorithm) {
                case RSA -> generator.initialize(BITS, random);
                case ED25519 -> generator.initialize(NamedParameterSpec.ED25519, random);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA and Ed25519 keys", e);
        }
    }

    static KeyPair of(RSAPrivateCrtKey key) throws GeneralSecurityException {
        PublicKey half =
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new KeyPair(half, key);
    }

    /**
     * The JDK has no way from a private Ed25519 key to its public half but to make the pair anew
     * from the same 32 octets (RFC 8032 section 5.1.5). That it came out right is seen by signing.
     */
    static KeyPair of(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed =
                key.getBytes().orElseThrow(() -> new InvalidKeyException("no octets to read"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        KeyPair pair = new KeyPair(generator.generateKeyPair().getPublic(), key);
        if (!belongTogether(pair)) {
            throw new InvalidKeyException("no public half found");
        }
        return pair;
    }

    private static boolean belongTogether(KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
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
