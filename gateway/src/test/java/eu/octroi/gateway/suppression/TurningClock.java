// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that the test turns. Thread-safe. */
final class TurningClock extends Clock {
    private volatile Instant now;

    TurningClock(Instant now) {
        this.now = now;
    }

    void turn(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
