// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Sha256;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys by which the ledger's signatures are checked. Whoever has them can check a ledger, also
 * a copy of one, and sign nothing. Immutable.
 */
public final class LedgerPublicKeys {
    private static final int FINGERPRINT_DIGITS = 16;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----");

    private final Map<String, PublicKey> byFingerprint = new LinkedHashMap<>();

    LedgerPublicKeys(List<PublicKey> newestFirst) {
        newestFirst.forEach(key -> byFingerprint.put(fingerprint(key), key));
    }

    /**
     * Reads what {@link #pem} writes.
     *
     * @throws IllegalArgumentException when there is no key in it, or another one than Ed25519
     */
    public static LedgerPublicKeys ofPem(String pem) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher blocks = PEM.matcher(pem);
        while (blocks.find()) {
            byte[] octets = Base64.getMimeDecoder().decode(blocks.group(1));
            try {
                keys.add(
                        KeyFactory.getInstance("Ed25519")
                                .generatePublic(new X509EncodedKeySpec(octets)));
            } catch (GeneralSecurityException failure) {
                throw new IllegalArgumentException("no public key of Ed25519", failure);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no public key in it");
        }
        return new LedgerPublicKeys(keys);
    }

    /** One PEM block a key, newest first, as OpenSSL reads it. */
    public String pem() {
        StringBuilder text = new StringBuilder();
        for (PublicKey key : byFingerprint.values()) {
            text.append("-----BEGIN PUBLIC KEY-----\n")
                    .append(
                            Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(key.getEncoded()))
                    .append("\n-----END PUBLIC KEY-----\n");
        }
        return text.toString();
    }

    /** Newest first: SHA-256 over each encoded key, the first 16 digits. */
    public List<String> fingerprints() {
        return List.copyOf(byFingerprint.keySet());
    }

    String newest() {
        return byFingerprint.keySet().iterator().next();
    }

    /** Whether the key of that fingerprint is known and has signed the octets. */
    boolean hasSigned(String fingerprint, byte[] octets, byte[] signed) {
        PublicKey key = byFingerprint.get(fingerprint);
        if (key == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(octets);
            return signature.verify(signed);
        } catch (SignatureException malformed) {
            // What is no signature at all was not signed by anybody.
            return false;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has Ed25519", failure);
        }
    }

    private static String fingerprint(PublicKey key) {
        return Sha256.hex(Octets.of(key.getEncoded())).substring(0, FINGERPRINT_DIGITS);
    }
}
