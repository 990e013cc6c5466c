// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.settings.InboundLimits;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells when a client is too slow (H-11, P6): the next command late or creeping, a message
 * creeping, or the whole connection too old. Single octets do not count as a command, so trickling
 * buys nothing. Event-loop confined.
 */
final class IdleGuard {
    /** So long a command may take however slowly it comes: some people type. */
    static final Duration TYPING = Duration.ofSeconds(10);

    /** So long our own parts may take over a result: by then no client waits for it any more. */
    static final Duration RESULT = Duration.ofMinutes(10);

    private static final long LOOKS_PER_TIMEOUT = 8;

    private final InboundLimits limits;
    private final long openedNanos;
    private long commandNanos;
    private long periodNanos;
    private long periodOctets;
    private OptionalLong commandBegan = OptionalLong.empty();
    private long commandOctets;

    IdleGuard(InboundLimits limits, long nowNanos) {
        this.limits = limits;
        this.openedNanos = nowNanos;
        this.commandNanos = nowNanos;
        this.periodNanos = nowNanos;
    }

    /** How often {@link #expired} should be asked. */
    Duration lookEvery() {
        Duration shortest = limits.commandTimeout();
        for (Duration other : shorter()) {
            shortest = other.compareTo(shortest) < 0 ? other : shortest;
        }
        return shortest.dividedBy(LOOKS_PER_TIMEOUT).plusMillis(1);
    }

    private Duration[] shorter() {
        return new Duration[] {
            limits.dataTimeout(), limits.sessionTimeout(), limits.pressure().commandTimeout()
        };
    }

    /** The beginning of a command is here, and its end is not. */
    void begun(long nowNanos) {
        if (commandBegan.isEmpty()) {
            commandBegan = OptionalLong.of(nowNanos);
            commandOctets = 0;
        }
    }

    /** A whole command or message was read, or a reply of ours was ready. */
    void progress(long nowNanos) {
        commandBegan = OptionalLong.empty();
        commandNanos = nowNanos;
        periodNanos = nowNanos;
        periodOctets = 0;
    }

    void octets(int count) {
        periodOctets += count;
        commandOctets += count;
    }

    /**
     * Whether a result has been awaited so long that it will never come: a connection is not kept
     * for ever by a fault of ours.
     */
    boolean isForgotten(long nowNanos) {
        long limit = Math.min(RESULT.toNanos(), limits.sessionTimeout().toNanos());
        return nowNanos - commandNanos >= limit;
    }

    /**
     * Which limit is passed, if any; empty as long as the client waits for us.
     *
     * @param isPressed whether it has to do with less than usual
     */
    Optional<String> expired(long nowNanos, boolean isReceivingBody, boolean isPressed) {
        if (nowNanos - openedNanos >= limits.sessionTimeout().toNanos()) {
            return Optional.of("session");
        }
        return isReceivingBody ? body(nowNanos) : command(nowNanos, isPressed);
    }

    private Optional<String> command(long nowNanos, boolean isPressed) {
        Duration patience =
                isPressed ? limits.pressure().commandTimeout() : limits.commandTimeout();
        if (nowNanos - commandNanos >= patience.toNanos()) {
            return Optional.of("command");
        }
        long took = commandBegan.isPresent() ? nowNanos - commandBegan.getAsLong() : 0;
        boolean isCreeping =
                took >= TYPING.toNanos()
                        && commandOctets
                                < Duration.ofNanos(took).toSeconds()
                                        * limits.clients().commandRateMin();
        return isCreeping ? Optional.of("command-rate") : Optional.empty();
    }

    private Optional<String> body(long nowNanos) {
        if (nowNanos - periodNanos < limits.dataTimeout().toNanos()) {
            return Optional.empty();
        }
        long seconds = Math.max(1, limits.dataTimeout().toSeconds());
        boolean isTooSlow = periodOctets < seconds * limits.clients().bodyRateMin();
        periodNanos = nowNanos;
        periodOctets = 0;
        return isTooSlow ? Optional.of("body") : Optional.empty();
    }
}
