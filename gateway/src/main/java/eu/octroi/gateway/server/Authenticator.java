// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.session.Account;
import eu.octroi.gateway.session.Evidence;
import eu.octroi.gateway.session.LoginResult;
import eu.octroi.gateway.session.ScramKeys;
import eu.octroi.gateway.settings.InboundLimits;

import io.netty.util.concurrent.DefaultThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Checks users and passwords on threads of its own, since one check takes tens of milliseconds. The
 * queue is bounded: when it is full the client is told to come again. A user that does not exist
 * costs the same check as one that does (P11). Thread-safe.
 */
final class Authenticator implements AutoCloseable {
    /** Checks that wait, per thread that checks: about a second of work. */
    private static final int WAITING_PER_THREAD = 32;

    /** Characters of a user by which its failures are counted. */
    private static final int USER_MAX = 64;

    private static final int NONCE_BYTES = 18;

    /** A tool that connects for each mail pays for Argon2 once. */
    private static final Duration PASSWORD_AGE_MAX = Duration.ofMinutes(5);

    /** A tool that mails once a day is let in while others guess at its user. */
    private static final Duration ADDRESS_AGE_MAX = Duration.ofHours(25);

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final LoginResult REJECTED = new LoginResult.Rejected();

    private final Accounts accounts;
    private final DecoyKeys decoys;
    private final SecureRandom random;
    private final LoginCache passwords;
    private final LoginCache addresses;
    private final LoginFailures failures;
    private final LoginFailures userFailures;
    private final CompletableFuture<String> nobodysVerifier;
    private final ThreadPoolExecutor verification;

    Authenticator(
            Accounts accounts,
            DecoyKeys decoys,
            InboundLimits limits,
            SecureRandom random,
            Clock clock) {
        int threads = limits.verificationThreads();
        this.accounts = accounts;
        this.decoys = decoys;
        this.random = random;
        this.passwords = new LoginCache(random, clock, PASSWORD_AGE_MAX);
        this.addresses = new LoginCache(random, clock, ADDRESS_AGE_MAX);
        this.failures = new LoginFailures(limits.clients(), clock);
        this.userFailures = new LoginFailures(limits.clients(), clock);
        this.verification =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(threads * WAITING_PER_THREAD),
                        new DefaultThreadFactory("smtp-auth", true));
        verification.allowCoreThreadTimeOut(true);
        // Made where hashes are made, so that a start does not wait for one.
        this.nobodysVerifier =
                CompletableFuture.supplyAsync(
                        () ->
                                PasswordVerifiers.create(
                                        Long.toHexString(random.nextLong()).toCharArray(), random),
                        verification);
    }

    /**
     * What SCRAM needs of a user's password. Who does not exist or has no password gets keys that
     * stay the same and fit no password, so that it takes a proof to find out (P11). A campaign
     * makes no difference. Never blocks.
     */
    ScramKeys scramKeys(String user) {
        String name = nameOf(user);
        ScramKeys decoy = decoys.of(name);
        return accounts.find(name)
                .flatMap(Accounts.User::verifier)
                .map(PasswordVerifiers::scramKeys)
                .orElse(decoy);
    }

    /** Our part of a nonce, RFC 5802 section 5.1: 144 random bits. */
    String nonce() {
        byte[] octets = new byte[NONCE_BYTES];
        random.nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    /** Never blocks; completes on any thread, never with an exception. */
    CompletionStage<LoginResult> authenticate(Evidence evidence, InetAddress client) {
        if (failures.isLocked(keyOf(client))) {
            return CompletableFuture.completedFuture(new LoginResult.Locked());
        }
        return switch (evidence) {
            case Evidence.Password(String user, String password) ->
                    password(user, password, client);
            case Evidence.Proof(String user, boolean isRight) ->
                    CompletableFuture.completedFuture(
                            count(proof(user, isRight, client), user, client));
        };
    }

    private LoginResult proof(String user, boolean isRight, InetAddress client) {
        if (isLocked(user) && !(isRight && isKnown(user, client))) {
            return guessed(user, client);
        }
        Optional<Accounts.User> found =
                allowed(user, client).filter(u -> isRight && u.verifier().isPresent());
        return found.map(Authenticator::accepted).orElse(REJECTED);
    }

    private CompletionStage<LoginResult> password(
            String user, String password, InetAddress client) {
        Optional<Accounts.User> found = allowed(user, client);
        boolean isRemembered =
                found.filter(one -> passwords.has(issued(user, one), password)).isPresent();
        if (isLocked(user) && !(isRemembered && isKnown(user, client))) {
            return CompletableFuture.completedFuture(guessed(user, client));
        }
        if (isRemembered) {
            addresses.add(nameOf(user), client.getHostAddress());
            return CompletableFuture.completedFuture(accepted(found.orElseThrow()));
        }
        try {
            return CompletableFuture.supplyAsync(() -> verify(user, password, found), verification)
                    .exceptionally(this::broken)
                    .thenApply(result -> count(result, user, client));
        } catch (RejectedExecutionException full) {
            LOG.warn("event=login-postponed reason=queue-full client={}", client.getHostAddress());
            return CompletableFuture.completedFuture(new LoginResult.Busy());
        }
    }

    /** Whether a client may still act as that; asked before each of its commands. */
    boolean isLive(Account account) {
        return accounts.isLive(account);
    }

    /** A client sends as that. */
    void used(CredentialId credential) {
        accounts.used(credential);
    }

    /** Who comes from where it may not is nobody: it takes as long, and looks the same. */
    private Optional<Accounts.User> allowed(String user, InetAddress client) {
        return accounts.find(user).filter(found -> found.credential().isAllowedFrom(client));
    }

    /** A password is good for the credential of its day: one given anew has another. */
    private static String issued(String user, Accounts.User found) {
        return found.account().issue() + ":" + user;
    }

    /**
     * Whether the user is guessed at, existing or not. Then it is let in only from where it was let
     * in before: to everybody else right and wrong look alike, so that guessing on is of no use.
     */
    private boolean isLocked(String user) {
        return userFailures.isLocked(Slots.keyOf(nameOf(user)));
    }

    private boolean isKnown(String user, InetAddress client) {
        return addresses.has(nameOf(user), client.getHostAddress());
    }

    /** Only who comes from a known address could learn something, and is counted. */
    private LoginResult guessed(String user, InetAddress client) {
        if (isKnown(user, client)) {
            failures.failed(keyOf(client));
        }
        return new LoginResult.Busy();
    }

    @Override
    public void close() {
        verification.shutdownNow();
    }

    private LoginResult verify(String user, String password, Optional<Accounts.User> found) {
        Optional<String> verifier = found.flatMap(Accounts.User::verifier);
        boolean isRight =
                PasswordVerifiers.verify(password, verifier.orElseGet(nobodysVerifier::join));
        if (!isRight || verifier.isEmpty()) {
            return REJECTED;
        }
        Accounts.User right = found.orElseThrow();
        passwords.add(issued(user, right), password);
        return accepted(right);
    }

    private LoginResult count(LoginResult result, String user, InetAddress client) {
        if (result instanceof LoginResult.Accepted(Account account)) {
            accounts.used(account.origin().credential());
            addresses.add(nameOf(user), client.getHostAddress());
        }
        if (result instanceof LoginResult.Rejected) {
            failures.failed(keyOf(client));
            userFailures.failed(Slots.keyOf(nameOf(user)));
            LOG.info("event=login-failed client={}", client.getHostAddress());
        }
        return result;
    }

    private static long keyOf(InetAddress client) {
        return Slots.keyOf(ClientBlock.of(client));
    }

    /** The user without its campaign, cut to a length that a name may have. */
    private static String nameOf(String user) {
        int plus = user.indexOf('+');
        String name = plus < 0 ? user : user.substring(0, plus);
        return name.substring(0, Math.min(USER_MAX, name.length()));
    }

    private LoginResult broken(Throwable cause) {
        LOG.error("event=login-postponed reason=verifier-unreadable", cause);
        return new LoginResult.Busy();
    }

    private static LoginResult accepted(Accounts.User user) {
        return new LoginResult.Accepted(user.account());
    }
}
