// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.session.Evidence;
import eu.octroi.gateway.session.LoginResult;
import eu.octroi.gateway.settings.ClientLimits;
import eu.octroi.gateway.settings.Credential;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

final class AuthenticatorTest {
    private Instant now = Instant.EPOCH;
    private final Clock fake =
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };

    @Test
    void aVerifierHoldsArgon2idAndScramAndNotThePassword() {
        String verifier = PasswordVerifiers.create("pencil".toCharArray());

        assertThat(Credential.isPasswordHash(verifier)).isTrue();
        assertThat(verifier).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("pencil");
        assertThat(PasswordVerifiers.verify("pencil", verifier)).isTrue();
        assertThat(PasswordVerifiers.verify("Pencil", verifier)).isFalse();
        assertThat(PasswordVerifiers.create("pencil".toCharArray())).isNotEqualTo(verifier);
    }

    @Test
    void anEmptyOrForbiddenPasswordIsRefused() {
        assertThatThrownBy(() -> PasswordVerifiers.create(new char[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PasswordVerifiers.create("a\u0007b".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theScramHalfIsWhatAClientWouldCompute() throws GeneralSecurityException {
        String scram = PasswordVerifiers.create("pencil".toCharArray()).split(" ", 2)[1];
        String[] fields = scram.split("[$:]", -1);
        byte[] salt = Base64.getDecoder().decode(fields[2]);
        int iterations = Integer.parseInt(fields[1]);

        PBEKeySpec spec = new PBEKeySpec("pencil".toCharArray(), salt, iterations, 256);
        byte[] salted =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(spec)
                        .getEncoded();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salted, "HmacSHA256"));
        byte[] clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);

        assertThat(fields[0]).isEqualTo("SCRAM-SHA-256");
        assertThat(fields[3]).isEqualTo(Base64.getEncoder().encodeToString(storedKey));
    }

    @Test
    void aSuccessIsRememberedUntilItWasNotSeenForSoLongAndOnlyForThatPassword() {
        Duration age = Duration.ofMinutes(5);
        LoginCache cache = new LoginCache(new SecureRandom(), fake, age);
        cache.add("outil", "secret");

        now = Instant.EPOCH.plus(age).minusMillis(1);

        assertThat(cache.has("outil", "secret")).as("seen again").isTrue();
        assertThat(cache.has("outil", "other")).isFalse();
        assertThat(cache.has("other", "secret")).isFalse();
        now = now.plus(age).minusMillis(1);
        assertThat(cache.has("outil", "secret")).isTrue();
        now = now.plus(age);
        assertThat(cache.has("outil", "secret")).isFalse();
    }

    /** An address at which somebody was let in by SCRAM is no password of his. */
    @Test
    void anAddressIsNoPassword() throws Exception {
        Accounts accounts = new Accounts(ServerRig.anySettings(), id -> ServerRig.ACME);
        InetAddress client = InetAddress.getByName("203.0.113.7");
        try (Authenticator guard = authenticator(accounts)) {
            guard.authenticate(new Evidence.Proof("outil", true), client)
                    .toCompletableFuture()
                    .join();

            for (String address : List.of("203.0.113.7", "\u0000203.0.113.7", "")) {
                assertThat(login(guard, "outil", address, "198.51.100.1"))
                        .isInstanceOf(LoginResult.Rejected.class);
            }
        }
    }

    @Test
    void whileAUserIsGuessedAtRightAndWrongLookAlikeFromElsewhere() throws Exception {
        Accounts accounts = new Accounts(ServerRig.anySettings(), id -> ServerRig.ACME);
        try (Authenticator guard = authenticator(accounts)) {
            assertThat(login(guard, "outil", ServerRig.PASSWORD, "203.0.113.7"))
                    .isInstanceOf(LoginResult.Accepted.class);
            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                login(guard, "outil", "guess", "192.0.2." + i);
            }

            assertThat(login(guard, "outil", ServerRig.PASSWORD, "198.51.100.1"))
                    .isInstanceOf(LoginResult.Busy.class);
            assertThat(login(guard, "outil", "guess", "198.51.100.1"))
                    .isInstanceOf(LoginResult.Busy.class);
            assertThat(login(guard, "outil", ServerRig.PASSWORD, "203.0.113.7"))
                    .as("from where it was let in before")
                    .isInstanceOf(LoginResult.Accepted.class);
        }
    }

    @Test
    void whoGuessesFromAKnownAddressIsCounted() throws Exception {
        Accounts accounts = new Accounts(ServerRig.anySettings(), id -> ServerRig.ACME);
        try (Authenticator guard = authenticator(accounts)) {
            login(guard, "outil", ServerRig.PASSWORD, "203.0.113.7");
            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                login(guard, "outil", "guess", "192.0.2." + i);
            }

            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                assertThat(login(guard, "outil", "guess" + i, "203.0.113.7"))
                        .isInstanceOf(LoginResult.Busy.class);
            }

            assertThat(login(guard, "outil", ServerRig.PASSWORD, "203.0.113.7"))
                    .isInstanceOf(LoginResult.Locked.class);
        }
    }

    /** P11: who does not exist costs the same work, so that the time tells nobody. */
    @Test
    void anUnknownUserTakesAsLongAsAWrongPassword() throws Exception {
        Accounts users = new Accounts(ServerRig.anySettings(), id -> ServerRig.ACME);
        try (Authenticator guard = authenticator(users)) {
            login(guard, "outil", "warm", "192.0.2.1");
            login(guard, "nobody", "warm", "192.0.2.1");

            long wrong = Long.MAX_VALUE;
            long unknown = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                wrong = Math.min(wrong, nanosOf(guard, "outil"));
                unknown = Math.min(unknown, nanosOf(guard, "nobody"));
            }

            assertThat(unknown).isGreaterThan(wrong / 2);
        }
    }

    private static long nanosOf(Authenticator guard, String user) throws Exception {
        long since = System.nanoTime();
        assertThat(login(guard, user, "wrong", "192.0.2.2"))
                .isInstanceOf(LoginResult.Rejected.class);
        return System.nanoTime() - since;
    }

    @Test
    void anAddressWithTenFailuresWaitsTenMinutes() throws UnknownHostException {
        LoginFailures failures = new LoginFailures(ClientLimits.DEFAULTS, fake);
        long attacker = keyOf("192.0.2.66");
        for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
            assertThat(failures.isLocked(attacker)).isFalse();
            failures.failed(attacker);
        }

        assertThat(failures.isLocked(attacker)).isTrue();
        assertThat(failures.isLocked(keyOf("192.0.2.67"))).isFalse();
        now = Instant.EPOCH.plus(ClientLimits.DEFAULTS.loginFailuresWindow());
        assertThat(failures.isLocked(attacker)).isFalse();
    }

    /** Each of the 65,536 blocks of an IPv6 /48 fails as often as it may. */
    @Test
    void aWholeNetworkOfGuessersLocksFewOthersOut() {
        LoginFailures failures = new LoginFailures(ClientLimits.DEFAULTS, fake);
        for (long block = 0; block < 65_536; block++) {
            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                failures.failed(block);
            }
        }

        long locked =
                LongStream.range(1 << 20, (1 << 20) + 10_000).filter(failures::isLocked).count();

        assertThat(locked).isLessThan(500);
    }

    /** Section 3 of the limits: AUTH failures per credential are on by default (P11). */
    @Test
    void aUserGuessedAtFromManyAddressesWaitsUnlessItsLoginIsRemembered() throws Exception {
        Accounts nobody = new Accounts(ServerRig.anySettings(), id -> ServerRig.ACME);
        try (Authenticator guard = authenticator(nobody)) {
            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                assertThat(login(guard, "outil+c" + i, "guess", "192.0.2." + i))
                        .isInstanceOf(LoginResult.Rejected.class);
            }

            assertThat(login(guard, "outil", ServerRig.PASSWORD, "198.51.100.1"))
                    .isInstanceOf(LoginResult.Busy.class);
            assertThat(login(guard, "factures", ServerRig.PASSWORD, "198.51.100.1"))
                    .isInstanceOf(LoginResult.Accepted.class);
            now = Instant.EPOCH.plus(ClientLimits.DEFAULTS.loginFailuresWindow());
            assertThat(login(guard, "outil", ServerRig.PASSWORD, "198.51.100.1"))
                    .isInstanceOf(LoginResult.Accepted.class);
        }
    }

    /** A proof was made without our telling whether it is right, so it must not be told either. */
    @Test
    void aUserGuessedAtWithProofsWaitsUnlessItProvedItselfFromThere() throws Exception {
        Accounts users = new Accounts(ServerRig.anySettings(), id -> ServerRig.ACME);
        try (Authenticator guard = authenticator(users)) {
            assertThat(proof(guard, true, "198.51.100.1")).isInstanceOf(LoginResult.Accepted.class);
            for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
                assertThat(proof(guard, false, "192.0.2." + i))
                        .isInstanceOf(LoginResult.Rejected.class);
            }

            assertThat(proof(guard, true, "198.51.100.1")).isInstanceOf(LoginResult.Accepted.class);
            assertThat(proof(guard, true, "198.51.100.2")).isInstanceOf(LoginResult.Busy.class);
            assertThat(proof(guard, false, "198.51.100.2")).isInstanceOf(LoginResult.Busy.class);
        }
    }

    private static long keyOf(String address) throws UnknownHostException {
        return Slots.keyOf(ClientBlock.of(InetAddress.getByName(address)));
    }

    private Authenticator authenticator(Accounts accounts) {
        DecoyKeys decoys = new DecoyKeys(ServerRig::secret);
        return new Authenticator(accounts, decoys, ServerRig.LIMITS, new SecureRandom(), fake);
    }

    private static LoginResult proof(Authenticator guard, boolean isRight, String address)
            throws Exception {
        return guard.authenticate(
                        new Evidence.Proof("outil", isRight), InetAddress.getByName(address))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static LoginResult login(
            Authenticator guard, String user, String password, String address) throws Exception {
        return guard.authenticate(
                        new Evidence.Password(user, password), InetAddress.getByName(address))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void aMinuteOfMessagesIsNeverExceeded() {
        CredentialRates rates = new CredentialRates(60, fake);
        CredentialId outil = new CredentialId("outil");
        for (int i = 0; i < 60; i++) {
            assertThat(rates.admit(outil)).isTrue();
        }

        assertThat(rates.admit(outil)).isFalse();
        assertThat(rates.admit(new CredentialId("other"))).isTrue();
        now = Instant.EPOCH.plus(Duration.ofSeconds(1));
        assertThat(rates.admit(outil)).isTrue();
        assertThat(rates.admit(outil)).isFalse();
    }

    @Test
    void aClockThatIsSetBackHoldsNobodyUp() {
        now = Instant.EPOCH.plus(Duration.ofDays(400));
        CredentialRates rates = new CredentialRates(1, fake);
        LoginFailures failures = new LoginFailures(ClientLimits.DEFAULTS, fake);
        CredentialId outil = new CredentialId("outil");
        assertThat(rates.admit(outil)).isTrue();
        assertThat(rates.admit(outil)).isFalse();
        for (int i = 0; i < ClientLimits.DEFAULTS.loginFailuresMax(); i++) {
            failures.failed(1);
        }

        now = Instant.EPOCH;

        assertThat(rates.admit(outil)).isTrue();
        assertThat(failures.isLocked(1)).isFalse();
    }
}
