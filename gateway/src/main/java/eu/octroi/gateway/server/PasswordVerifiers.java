// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import com.ibm.icu.text.StringPrep;
import com.ibm.icu.text.StringPrepParseException;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.session.ScramKeys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password: an Argon2id hash, against which PLAIN and LOGIN are checked, and a
 * SCRAM-SHA-256 verifier (RFC 5803 section 3), separated by a space. The password cannot be had
 * from either. Thread-safe.
 */
public final class PasswordVerifiers {
    /** OWASP's first choice for Argon2id: 19 MiB, 2 passes, 1 lane. */
    private static final Argon2Function ARGON2ID =
            Argon2Function.getInstance(19 << 10, 2, 1, 32, Argon2.ID);

    static final int SALT_BYTES = 16;

    /** RFC 7677 section 4 asks for at least 4,096; guessing offline is what it slows. */
    static final int SCRAM_ITERATIONS = 15_000;

    private static final int SHA_256_BITS = 256;

    private PasswordVerifiers() {}

    /**
     * The value for {@code credentials.*.password-hash}.
     *
     * @throws IllegalArgumentException when the password is empty or holds characters that SASLprep
     *     (RFC 4013) forbids
     */
    public static String create(char[] password) {
        return create(password, new SecureRandom());
    }

    static String create(char[] password, SecureRandom random) {
        if (password.length == 0) {
            throw new IllegalArgumentException("a password is not empty");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String argon = Password.hash(new String(password)).addSalt(salt).with(ARGON2ID).getResult();
        return argon + " " + scram(password, random);
    }

    /** Whether it is this password; takes tens of milliseconds and 19 MiB. */
    static boolean verify(String password, String verifiers) {
        String argon = verifiers.split(" ", 2)[0];
        return Password.check(password, argon).with(Argon2Function.getInstanceFromHash(argon));
    }

    /** The SCRAM half of what {@link #create} made. */
    static ScramKeys scramKeys(String verifiers) {
        String[] parts = verifiers.split(" ", 2)[1].split("[$:]", -1);
        return new ScramKeys(Integer.parseInt(parts[1]), parts[2], parts[3], parts[4]);
    }

    private static String scram(char[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        try {
            byte[] salted = saltedPassword(prepared(password), salt);
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] storedKey = Sha256.digest().digest(clientKey);
            Base64.Encoder base64 = Base64.getEncoder();
            return "SCRAM-SHA-256$%d:%s$%s:%s"
                    .formatted(
                            SCRAM_ITERATIONS,
                            base64.encodeToString(salt),
                            base64.encodeToString(storedKey),
                            base64.encodeToString(hmac(salted, "Server Key")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks SHA-256", e);
        }
    }

    private static char[] prepared(char[] password) {
        try {
            return StringPrep.getInstance(StringPrep.RFC4013_SASLPREP)
                    .prepare(new String(password), StringPrep.DEFAULT)
                    .toCharArray();
        } catch (StringPrepParseException e) {
            throw new IllegalArgumentException("the password holds a forbidden character", e);
        }
    }

    /** RFC 5802 section 3: SaltedPassword. */
    private static byte[] saltedPassword(char[] password, byte[] salt)
            throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password, salt, SCRAM_ITERATIONS, SHA_256_BITS);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }
}
