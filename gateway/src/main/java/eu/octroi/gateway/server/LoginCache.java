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
 * Remembers that a user and a password, or a user and an address, belong together, until some time
 * after they were last seen; the key lives and dies with the process. Only successes are
 * remembered, never a password. Thread-safe.
 */
final class LoginCache {
    private static final int ENTRIES_MAX = 10_000;
    private static final int KEY_BYTES = 32;

    private final ConcurrentHashMap<String, Long> untilMillis = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final Clock clock;
    private final Duration age;

    LoginCache(SecureRandom random, Clock clock, Duration age) {
        byte[] octets = new byte[KEY_BYTES];
        random.nextBytes(octets);
        this.key = new SecretKeySpec(octets, "HmacSHA256");
        this.clock = clock;
        this.age = age;
    }

    /** Who is remembered is so for the same time again. */
    boolean has(String user, String proof) {
        long now = clock.millis();
        Long until =
                untilMillis.computeIfPresent(
                        mark(user, proof), (_, was) -> now < was ? now + age.toMillis() : was);
        return until != null && now < until;
    }

    void add(String user, String proof) {
        long now = clock.millis();
        if (untilMillis.size() >= ENTRIES_MAX) {
            untilMillis.values().removeIf(until -> until <= now);
        }
        if (untilMillis.size() < ENTRIES_MAX) {
            untilMillis.put(mark(user, proof), now + age.toMillis());
        }
    }

    private String mark(String user, String proof) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            // Neither part holds NUL: no user and no password with one comes this far.
            String both = user + '\0' + proof;
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(both.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks HmacSHA256", e);
        }
    }
}
