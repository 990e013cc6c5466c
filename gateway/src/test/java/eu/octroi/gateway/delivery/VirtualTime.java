// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.util.concurrent.Ticker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only when it is told to: nanoseconds that never go back, and a wall clock that
 * may jump. Confined to one thread.
 */
final class VirtualTime implements Ticker {
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private final Clock clock = new WallClock();
    private long nanos = TimeUnit.HOURS.toNanos(1);
    private Duration jumped = Duration.ZERO;
    private boolean hasJumped;

    /** Nanoseconds pass. */
    void pass(long more) {
        nanos += Math.max(0, more);
    }

    /** Somebody sets the wall clock. */
    void jump(Duration by) {
        jumped = jumped.plus(by);
        hasJumped = true;
    }

    boolean hasJumped() {
        return hasJumped;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public long initialNanoTime() {
        return 0;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(long delay, TimeUnit unit) {
        pass(unit.toNanos(delay));
    }

    private final class WallClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return START.plusNanos(nanos).plus(jumped);
        }
    }
}
