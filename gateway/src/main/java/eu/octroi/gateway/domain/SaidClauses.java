// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

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
        return Sha256.hex(facts).substring(0, DIGEST_HEX);
    }
}
