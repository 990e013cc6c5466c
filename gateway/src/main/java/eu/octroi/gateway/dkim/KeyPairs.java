// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Ed25519Seed;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
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

    static KeyPair of(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed =
                key.getBytes().orElseThrow(() -> new InvalidKeyException("no octets to read"));
        return new KeyPair(Ed25519Seed.pair(seed).getPublic(), key);
    }
}
