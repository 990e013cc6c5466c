// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.session.LoginResult;

import io.netty.util.concurrent.DefaultThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
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

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final LoginResult REJECTED = new LoginResult.Rejected();

    private final Accounts accounts;
    private final LoginCache cache;
    private final LoginFailures<InetAddress> failures;
    private final LoginFailures<String> userFailures;
    private final CompletableFuture<String> nobodysVerifier;
    private final ThreadPoolExecutor verification;

    Authenticator(Accounts accounts, int threads, SecureRandom random, Clock clock) {
        this.accounts = accounts;
        this.cache = new LoginCache(random, clock);
        this.failures = new LoginFailures<>(clock);
        this.userFailures = new LoginFailures<>(clock);
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

    /** Never blocks; completes on any thread, never with an exception. */
    CompletionStage<LoginResult> authenticate(String user, String password, InetAddress client) {
        if (failures.isLocked(client)) {
            return CompletableFuture.completedFuture(new LoginResult.Locked());
        }
        Optional<Accounts.User> found = accounts.find(user);
        if (found.isPresent() && cache.has(user, password)) {
            return CompletableFuture.completedFuture(accepted(found.get()));
        }
        if (userFailures.isLocked(nameOf(user))) {
            // Whether the user exists or not; a tool whose login is remembered never comes here.
            return CompletableFuture.completedFuture(new LoginResult.Busy());
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
        cache.add(user, password);
        return accepted(found.orElseThrow());
    }

    private LoginResult count(LoginResult result, String user, InetAddress client) {
        if (result instanceof LoginResult.Rejected) {
            failures.failed(client);
            userFailures.failed(nameOf(user));
            LOG.info("event=login-failed client={}", client.getHostAddress());
        }
        return result;
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
