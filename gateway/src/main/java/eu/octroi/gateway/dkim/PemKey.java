// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Pkcs1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RSA private keys in PEM files, PKCS#8 (RFC 5958) or PKCS#1 (RFC 8017 appendix A.1.2). */
final class PemKey {
    private static final int FILE_BYTES_MAX = 64 << 10;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

    private PemKey() {}

    static RSAPrivateCrtKey read(Path file) {
        return parse(file, text(file));
    }

    /** A key as PKCS#8 PEM. */
    static String write(RSAPrivateCrtKey key) {
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

    private static RSAPrivateCrtKey parse(Path file, String text) {
        try {
            Matcher block = BLOCK.matcher(Pkcs1.toPkcs8(text));
            if (!block.find()) {
                throw new DkimException("DKIM key file " + file + " holds no PEM private key");
            }
            if (!block.group(1).equals("PRIVATE KEY")) {
                throw new DkimException(
                        "DKIM key file %s holds a %s; an unencrypted RSA key is needed"
                                .formatted(file, block.group(1)));
            }
            return rsa(file, Base64.getMimeDecoder().decode(block.group(2)));
        } catch (IllegalArgumentException e) {
            throw new DkimException("DKIM key file " + file + " is not valid base64", e);
        }
    }

    private static RSAPrivateCrtKey rsa(Path file, byte[] pkcs8) {
        try {
            return (RSAPrivateCrtKey)
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new DkimException("DKIM key file " + file + " holds no valid RSA key", e);
        }
    }
}
