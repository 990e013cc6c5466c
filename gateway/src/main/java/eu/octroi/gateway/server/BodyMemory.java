// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The one budget for the bodies of all connections ({@code limits.body-memory}). What does not fit
 * is answered 452, never taken from elsewhere. Thread-safe.
 */
final class BodyMemory {
    private final long octetsMax;
    private final AtomicLong used = new AtomicLong();

    BodyMemory(long octetsMax, MeterRegistry meters) {
        this.octetsMax = octetsMax;
        Gauge.builder("octroi.smtp.server.body.memory", used, AtomicLong::get)
                .baseUnit("bytes")
                .description("Memory held by bodies of messages being received or taken.")
                .register(meters);
    }

    boolean reserve(long octets) {
        if (used.addAndGet(octets) > octetsMax) {
            used.addAndGet(-octets);
            return false;
        }
        return true;
    }

    void release(long octets) {
        used.addAndGet(-octets);
    }

    long octetsMax() {
        return octetsMax;
    }

    long used() {
        return used.get();
    }
}
