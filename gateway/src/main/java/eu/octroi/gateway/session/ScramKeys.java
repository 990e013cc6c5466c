// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

/**
 * What a server keeps of a password for SCRAM-SHA-256, RFC 5802 section 3; the password cannot be
 * had from it. Salt and keys in base64. Immutable.
 *
 * @param iterations of PBKDF2; at least 4,096, RFC 7677 section 4
 */
public record ScramKeys(int iterations, String salt, String storedKey, String serverKey) {
    /** Never a key. */
    @Override
    public String toString() {
        return "ScramKeys[]";
    }
}
