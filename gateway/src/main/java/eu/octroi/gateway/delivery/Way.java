// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How to get to one destination: its addresses as they were last looked up, whose turn it is, and
 * whether TLS is left out for a while. Event-loop confined.
 */
final class Way {
    /** How long optional TLS is left out after its handshake failed. */
    static final Duration PLAIN_FOR = Duration.ofMinutes(10);

    private final String destination;
    private final HopFinder finder;
    private final Executor loop;
    private Optional<Found> found = Optional.empty();
    private long freshUntil;
    private boolean looking;
    private int turn;
    private boolean plain;
    private long plainUntil;

    Way(String destination, HopFinder finder, Executor loop) {
        this.destination = destination;
        this.finder = finder;
        this.loop = loop;
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
        if (found.isEmpty() || freshUntil - now <= 0) {
            look(whenKnown);
            return Optional.empty();
        }
        Optional<Found> told = found;
        found = told.filter(Found.Hops.class::isInstance);
        return told;
    }

    /** The address of {@code hops} whose turn it is. */
    Hop next(Found.Hops hops) {
        return hops.hops().get(Math.floorMod(turn, hops.hops().size()));
    }

    /** No connection could be made: the next address takes its turn. */
    void failed() {
        turn++;
    }

    /** Optional TLS that cannot be had must not stop the mail; required TLS is never left out. */
    void handshakeFailed(long now) {
        plain = true;
        plainUntil = now + PLAIN_FOR.toNanos();
    }

    boolean isPlain(long now) {
        plain = plain && plainUntil - now > 0;
        return plain;
    }

    private void look(Runnable whenKnown) {
        looking = true;
        // Either way out is told, so that nobody waits for this future.
        var _ =
                finder.find(destination)
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
        Duration goodFor =
                switch (answer) {
                    case Found.Hops hops -> hops.goodFor();
                    case Found.Later _ -> PLAIN_FOR;
                };
        found = Optional.of(answer);
        freshUntil = System.nanoTime() + goodFor.toNanos();
    }
}
