// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RSA private keys in PEM files, PKCS#8 (RFC 5958) or PKCS#1 (RFC 8017 appendix A.1.2). */
final class PemKey {
    private static final int FILE_BYTES_MAX = 64 << 10;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

    /** INTEGER 0, then SEQUENCE of rsaEncryption and NULL: what PKCS#8 puts before a PKCS#1 key. */
    private static final byte[] RSA_ALGORITHM =
            HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

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
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new DkimException("DKIM key file " + file + " holds no PEM private key");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            return switch (block.group(1)) {
                case "PRIVATE KEY" -> rsa(file, der);
                case "RSA PRIVATE KEY" -> rsa(file, wrap(der));
                default ->
                        throw new DkimException(
                                "DKIM key file "
                                        + file
                                        + " holds a "
                                        + block.group(1)
                                        + "; an unencrypted RSA key is needed");
            };
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

    private static byte[] wrap(byte[] pkcs1) {
        return der(SEQUENCE, concat(RSA_ALGORITHM, der(OCTET_STRING, pkcs1)));
    }

    /** Tag, length in the two-octet long form, content: keys are between 256 and 65,535 octets. */
    private static byte[] der(int tag, byte[] content) {
        int length = content.length;
        byte[] start = {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return concat(start, content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
