// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Sha256;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;

/** The signature of RFC 8463 section 3: PureEdDSA over the SHA-256 of what is signed. */
final class Ed25519 {
    private Ed25519() {}

    static byte[] sign(PrivateKey key, ByteBuffer octets) {
        try {
            MessageDigest digest = Sha256.digest();
            digest.update(octets);
            Signature signature = Signature.getInstance(KeyAlgorithm.ED25519.signature());
            signature.initSign(key);
            signature.update(digest.digest());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new DkimException("signing failed with Ed25519", e);
        }
    }
}
