// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), which every JDK has. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest that has seen nothing yet; confined to whoever asked for it. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of the text in UTF-8, as {@code sha256sum} prints it: 64 digits, lower case. */
    public static String hex(String text) {
        return hex(Octets.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of the octets: 64 digits, lower case. */
    public static String hex(Octets octets) {
        MessageDigest digest = digest();
        digest.update(octets.array(), octets.offset(), octets.length());
        return HexFormat.of().formatHex(digest.digest());
    }
}
