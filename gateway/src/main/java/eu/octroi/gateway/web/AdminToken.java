// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import eu.octroi.gateway.domain.SecretFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The bearer token of the API, kept in a file only its owner reads. Never printed. Immutable. */
public final class AdminToken {
    private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);
    private static final int BYTES = 32;
    private static final int CHARACTERS_MIN = 40;
    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    private AdminToken(String token) {
        this.expected = (SCHEME + token).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads the token, or makes one: when there is none, when it is too short to be one, or when
     * others could have read it. Scripts that read the file keep working across restarts.
     *
     * @param file such as data/admin.token
     */
    public static AdminToken open(Path file, SecureRandom random) {
        try {
            if (Files.notExists(file)) {
                return create(file, random);
            }
            String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (token.length() < CHARACTERS_MIN || SecretFile.isOpenToOthers(file)) {
                LOG.warn(
                        "event=admin-token-replaced file={} why=\"short or open to others\"", file);
                return create(file, random);
            }
            return new AdminToken(token);
        } catch (IOException e) {
            throw new WebException("the admin token " + file + " cannot be read or written", e);
        }
    }

    /** Whether this is the value of an Authorization field that carries the token. */
    boolean authorises(String authorization) {
        return MessageDigest.isEqual(authorization.getBytes(StandardCharsets.US_ASCII), expected);
    }

    private static AdminToken create(Path file, SecureRandom random) throws IOException {
        byte[] octets = new byte[BYTES];
        random.nextBytes(octets);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        SecretFile.replace(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
        return new AdminToken(token);
    }
}
