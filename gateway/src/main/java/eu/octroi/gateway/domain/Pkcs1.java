// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the envelope of PKCS#8 (RFC 5958) around an RSA key in PKCS#1 form (RFC 8017), which neither
 * the TLS library nor the JDK reads. Immutable.
 */
public final class Pkcs1 {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN RSA PRIVATE KEY-----([^-]*)-----END RSA PRIVATE KEY-----");

    /** INTEGER 0, then SEQUENCE of rsaEncryption and NULL: what PKCS#8 puts before the key. */
    private static final byte[] RSA_ALGORITHM =
            HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private Pkcs1() {}

    /** The same key as PKCS#8; whatever is not PKCS#1 comes back as it is. */
    public static String toPkcs8(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            return pem;
        }
        byte[] key = der(OCTET_STRING, Base64.getMimeDecoder().decode(block.group(1)));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ALGORITHM);
        content.writeBytes(key);
        String lines = Base64.getMimeEncoder().encodeToString(der(SEQUENCE, content.toByteArray()));
        return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    }

    /** Tag, length in the two-octet long form, content: RSA keys need 256 to 65,535 octets. */
    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream(content.length + 4);
        der.write(tag);
        der.write(0x82);
        der.write(content.length >> 8);
        der.write(content.length);
        der.writeBytes(content);
        return der.toByteArray();
    }
}
