// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Ed25519Seed;
import eu.octroi.gateway.store.KeyRing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs checkpoints and heads of the ledger with the newest version of its key; the versions before
 * stay good for what they signed. Prints no key. Thread-safe.
 */
public final class LedgerKeys {
    private final PrivateKey current;
    private final LedgerPublicKeys open;

    private LedgerKeys(PrivateKey current, LedgerPublicKeys open) {
        this.current = current;
        this.open = open;
    }

    /** The octets of each version are the seed of an Ed25519 key. */
    public static LedgerKeys of(KeyRing ring) {
        List<KeyPair> pairs = new ArrayList<>();
        for (KeyRing.VersionedKey version : ring.keys()) {
            try {
                pairs.add(Ed25519Seed.pair(version.key().getEncoded()));
            } catch (GeneralSecurityException failure) {
                throw new LedgerException("the ledger's key is no Ed25519 seed", failure);
            }
        }
        return new LedgerKeys(
                pairs.getFirst().getPrivate(),
                new LedgerPublicKeys(pairs.stream().map(KeyPair::getPublic).toList()));
    }

    /** Those of all versions, newest first. */
    public LedgerPublicKeys open() {
        return open;
    }

    /** Names the public half of the key that signs. */
    String signer() {
        return open.newest();
    }

    byte[] sign(byte[] octets) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(current);
            signature.update(octets);
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new LedgerException("signing", failure);
        }
    }
}
