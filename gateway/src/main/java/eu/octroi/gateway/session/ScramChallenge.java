// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.Sha256;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's half of SCRAM-SHA-256 (RFC 5802 sections 3 and 7, RFC 7677): what it asks, and
 * whether the answer proves the password. Costs two MACs, no key derivation: that is the client's.
 * Immutable.
 *
 * @param nonce our part of it, never used twice
 */
record ScramChallenge(ScramStart start, ScramKeys keys, String nonce) {
    /**
     * What the last message of a client comes to.
     *
     * @param isRight whether it has the password
     * @param lastWord our own proof, for a client that has
     */
    record Proof(boolean isRight, String lastWord) {}

    private static final int OCTETS_MAX = 2_048;
    private static final String HMAC = "HmacSHA256";
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<signed>c=(?<header>[^,]+),r=(?<nonce>[^,]+)(?:,.*)?)"
                            + ",p=(?<proof>[A-Za-z0-9+/]{43}=)");

    /** The first message of the server. */
    String message() {
        return "r=" + bothNonces() + ",s=" + keys.salt() + ",i=" + keys.iterations();
    }

    /** Reads the last message of the client; empty when it belongs to no exchange of ours. */
    Optional<Proof> prove(String message) {
        Matcher parts = FORM.matcher(message);
        if (message.length() > OCTETS_MAX
                || !parts.matches()
                || !parts.group("nonce").equals(bothNonces())
                || !parts.group("header").equals(encoded(start.gs2Header()))) {
            return Optional.empty();
        }
        String signed = start.bare() + "," + message() + "," + parts.group("signed");
        byte[] clientKey =
                xor(decoded(parts.group("proof")), hmac(decoded(keys.storedKey()), signed));
        boolean isRight =
                MessageDigest.isEqual(Sha256.digest().digest(clientKey), decoded(keys.storedKey()));
        byte[] signature = hmac(decoded(keys.serverKey()), signed);
        return Optional.of(
                new Proof(isRight, "v=" + Base64.getEncoder().encodeToString(signature)));
    }

    private String bothNonces() {
        return start.nonce() + nonce;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] both = new byte[one.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = (byte) (one[i] ^ other[i]);
        }
        return both;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
