// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for five minutes that a user and a password belong together, under a key that lives and
 * dies with the process: a tool that connects for each mail does not pay for Argon2 each time. Only
 * successes are remembered, never a password. Thread-safe.
 */
final class LoginCache {
    static final Duration AGE_MAX = Duration.ofMinutes(5);
    private static final int ENTRIES_MAX = 10_000;
    private static final int KEY_BYTES = 32;

    private final ConcurrentHashMap<String, Long> untilMillis = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final Clock clock;

    LoginCache(SecureRandom random, Clock clock) {
        byte[] octets = new byte[KEY_BYTES];
        random.nextBytes(octets);
        this.key = new SecretKeySpec(octets, "HmacSHA256");
        this.clock = clock;
    }

    boolean has(String user, String password) {
        Long until = untilMillis.get(mark(user, password));
        return until != null && clock.millis() < until;
    }

    void add(String user, String password) {
        long now = clock.millis();
        if (untilMillis.size() >= ENTRIES_MAX) {
            untilMillis.values().removeIf(until -> until <= now);
        }
        if (untilMillis.size() < ENTRIES_MAX) {
            untilMillis.put(mark(user, password), now + AGE_MAX.toMillis());
        }
    }

    private String mark(String user, String password) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            // Neither part can hold NUL: it separates them in PLAIN and is refused in LOGIN.
            String both = user + '\0' + password;
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(both.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks HmacSHA256", e);
        }
    }
}
