// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.ClientEffect.Wait;
import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one limit a connection waits under (H-35). Setting it costs no timer as long as a check is
 * due before it: thousands of transactions a second set it several times each.
 *
 * <p>While a message is written the limit is on progress, not on the whole: a slow line that still
 * takes octets is given another round (RFC 5321 section 4.5.3.2.5). Above all of them stands the
 * limit of the attempt: a next hop that answers ever so slowly, or a callback that never comes,
 * holds no connection for ever. Event-loop confined.
 */
final class Deadline {
    private final Channel channel;
    private final ClientTimeouts timeouts;
    private final Consumer<Wait> onTimeout;
    private Wait wait = Wait.GREETING;
    private long at;
    private long attemptEnds;
    private long checkAt;
    private long pendingOctets;
    private @Nullable Future<?> check;

    Deadline(Channel channel, ClientTimeouts timeouts, Consumer<Wait> onTimeout) {
        this.channel = channel;
        this.timeouts = timeouts;
        this.onTimeout = onTimeout;
        begin();
    }

    /** An attempt begins, to connect or to hand a copy over. */
    void begin() {
        attemptEnds = now() + limit(Wait.ATTEMPT).toNanos();
    }

    /** Waits for something else from now on. */
    void set(Wait next) {
        wait = next;
        pendingOctets = pendingOctets();
        at = now() + limit(next).toNanos();
        if (next != Wait.IDLE && attemptEnds - at < 0) {
            at = attemptEnds;
        }
        if (check == null || at - checkAt < 0) {
            schedule();
        }
    }

    void cancel() {
        if (check != null) {
            check.cancel(false);
        }
    }

    private void schedule() {
        cancel();
        checkAt = at;
        long delay = Math.max(0, at - now());
        check = channel.eventLoop().schedule(this::check, delay, TimeUnit.NANOSECONDS);
    }

    private void check() {
        check = null;
        if (!channel.isOpen()) {
            return;
        }
        if (at - now() > 0) {
            schedule();
        } else if (wait != Wait.IDLE && now() - attemptEnds >= 0) {
            onTimeout.accept(Wait.ATTEMPT);
        } else if (wait == Wait.BLOCK && pendingOctets() < pendingOctets) {
            set(Wait.BLOCK);
        } else {
            onTimeout.accept(wait);
        }
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    private long pendingOctets() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null || wait != Wait.BLOCK
                ? Long.MAX_VALUE
                : buffer.totalPendingWriteBytes();
    }

    private Duration limit(Wait on) {
        return switch (on) {
            case GREETING -> timeouts.greeting();
            case COMMAND -> timeouts.command();
            case DATA -> timeouts.data();
            case BLOCK -> timeouts.block();
            case DOT -> timeouts.dot();
            case IDLE -> timeouts.idle();
            case ATTEMPT -> timeouts.attempt();
        };
    }
}
