// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Pkcs1;
import eu.octroi.gateway.domain.Pkcs8;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys in PEM files: RSA as PKCS#8 (RFC 5958) or PKCS#1 (RFC 8017 appendix A.1.2), Ed25519
 * as PKCS#8 (RFC 8410).
 */
final class PemKey {
    private static final int FILE_BYTES_MAX = 64 << 10;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

    private PemKey() {}

    /** The key in a file, with the public half worked out. */
    static KeyPair read(Path file) {
        return parse(file, text(file));
    }

    /** A key as PKCS#8 PEM. */
    static String write(PrivateKey key) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN PRIVATE KEY-----\n"
                + lines.encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new DkimException("DKIM key file " + file + " is too large for a key");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new DkimException("DKIM key file " + file + " cannot be read", e);
        }
    }

    private static KeyPair parse(Path file, String text) {
        try {
            Matcher block = BLOCK.matcher(Pkcs1.toPkcs8(text));
            if (!block.find()) {
                throw new DkimException("DKIM key file " + file + " holds no PEM private key");
            }
            if (!block.group(1).equals("PRIVATE KEY")) {
                throw new DkimException(
                        "DKIM key file %s holds a %s; an unencrypted RSA or Ed25519 key is needed"
                                .formatted(file, block.group(1)));
            }
            return pair(file, Base64.getMimeDecoder().decode(block.group(2)));
        } catch (IllegalArgumentException e) {
            throw new DkimException("DKIM key file " + file + " is not valid base64", e);
        }
    }

    private static KeyPair pair(Path file, byte[] pkcs8) {
        try {
            PrivateKey key =
                    Pkcs8.key("RSA", pkcs8)
                            .or(() -> Pkcs8.key("Ed25519", pkcs8))
                            .orElseThrow(
                                    () ->
                                            new DkimException(
                                                    "DKIM key file "
                                                            + file
                                                            + " holds no valid RSA or Ed25519"
                                                            + " key"));
            return switch (key) {
                case RSAPrivateCrtKey rsa -> KeyPairs.of(rsa);
                case EdECPrivateKey ed25519 -> KeyPairs.of(ed25519);
                default ->
                        throw new DkimException(
                                "DKIM key file " + file + " holds an RSA key without its primes");
            };
        } catch (GeneralSecurityException e) {
            throw new DkimException("DKIM key file " + file + " holds an unusable key", e);
        }
    }
}
