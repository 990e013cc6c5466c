// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the clauses of some copies said: which texts, and every value that was filled in. It
 * is archived once however many copies said it. Immutable.
 *
 * @param texts set, version and languages, such as {@code octroi-1.fr} or {@code octroi-1.fr+en}
 * @param notice version of the notice page that was linked
 * @param facts everything the clauses can be made from again, one {@code name=value} a line
 */
public record SaidClauses(String texts, String notice, String facts) {
    private static final int DIGEST_HEX = 32;

    /**
     * By what a copy and its ledger row name this: texts, notice version and the first half of the
     * SHA-256 of the facts, such as {@code octroi-1.fr/5f3a0c11/0123456789abcdef0123456789abcdef}.
     */
    public String reference() {
        return texts + "/" + notice + "/" + digest();
    }

    /** Half a SHA-256, in hex. */
    public String digest() {
        return sha256(facts).substring(0, DIGEST_HEX);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
