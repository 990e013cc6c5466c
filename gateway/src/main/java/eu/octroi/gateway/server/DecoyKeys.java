// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.session.ScramKeys;

import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;

/**
 * SCRAM keys for users that do not exist (P11). They are drawn from a secret that outlives the
 * process: a salt that changed with a restart would tell a guessed name from a real one.
 * Thread-safe.
 */
final class DecoyKeys {
    private final Function<String, byte[]> secret;

    /**
     * @param secret 32 octets for each text that nobody else can compute, always the same
     */
    DecoyKeys(Function<String, byte[]> secret) {
        this.secret = secret;
    }

    ScramKeys of(String user) {
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] salt =
                Arrays.copyOf(secret.apply("scram salt " + user), PasswordVerifiers.SALT_BYTES);
        String key = base64.encodeToString(secret.apply("scram key " + user));
        return new ScramKeys(
                PasswordVerifiers.SCRAM_ITERATIONS, base64.encodeToString(salt), key, key);
    }
}
