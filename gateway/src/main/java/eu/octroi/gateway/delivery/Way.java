// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * How to get to one destination: its addresses as they were last looked up, whose turn it is, and
 * whether TLS is left out for a while. Event-loop confined.
 */
final class Way {
    /** Addresses tried in a row before the destination gets a pause. */
    static final int TRIED_MAX = 8;

    /** How long optional TLS is left out after its handshake failed. */
    static final Duration PLAIN_FOR = Duration.ofMinutes(10);

    private final String destination;
    private final HopFinder finder;
    private final Executor loop;
    private final LongSupplier ticker;
    private Optional<Found> found = Optional.empty();
    private long freshUntil;
    private boolean looking;
    private int addresses = 1;
    private int turn;
    private int tried;
    private boolean plain;
    private long plainUntil;

    Way(String destination, HopFinder finder, Executor loop, LongSupplier ticker) {
        this.destination = destination;
        this.finder = finder;
        this.loop = loop;
        this.ticker = ticker;
    }

    String destination() {
        return destination;
    }

    /**
     * What is known at {@code now}; empty while it is being looked up, after which {@code
     * whenKnown} runs. What is no address is told once, then looked up again.
     */
    Optional<Found> found(long now, Runnable whenKnown) {
        if (looking) {
            return Optional.empty();
        }
        if (found.isEmpty() || isStale(now)) {
            look(whenKnown);
            return Optional.empty();
        }
        Optional<Found> told = found;
        found = told.filter(Found.Hops.class::isInstance);
        return told;
    }

    /** The address of {@code hops} whose turn it is. */
    Hop next(Found.Hops hops) {
        return hops.hops().get(Math.floorMod(turn, addresses));
    }

    /** A connection got as far as MAIL. */
    void stood() {
        tried = 0;
    }

    /**
     * A connection did not get as far as MAIL: the next address takes its turn (RFC 5321 section
     * 5.1). Returns whether it is worth to be tried now, as opposed to all having failed.
     */
    boolean failed() {
        turn++;
        tried++;
        if (tried < Math.min(addresses, TRIED_MAX)) {
            return true;
        }
        tried = 0;
        return false;
    }

    /**
     * Optional TLS that cannot be had must not stop the mail: the address gets another turn without
     * it. Required TLS is never left out.
     */
    void handshakeFailed(long now) {
        if (!isPlain(now)) {
            turn--;
            tried--;
        }
        plain = true;
        plainUntil = now + PLAIN_FOR.toNanos();
    }

    boolean isPlain(long now) {
        plain = plain && plainUntil - now > 0;
        return plain;
    }

    private boolean isStale(long now) {
        return found.orElseThrow() instanceof Found.Hops && freshUntil - now <= 0;
    }

    private void look(Runnable whenKnown) {
        looking = true;
        // Either way out is told, so that nobody waits for this future.
        var _ =
                CompletableFuture.completedFuture(destination)
                        .thenCompose(finder::find)
                        .exceptionally(fault -> new Found.Later("look-up failed: " + fault))
                        .thenAcceptAsync(
                                answer -> {
                                    known(answer);
                                    whenKnown.run();
                                },
                                loop);
    }

    private void known(Found answer) {
        looking = false;
        found = Optional.of(answer);
        if (answer instanceof Found.Hops hops) {
            freshUntil = ticker.getAsLong() + hops.goodFor().toNanos();
            addresses = hops.hops().size();
            turn = 0;
        }
    }
}
