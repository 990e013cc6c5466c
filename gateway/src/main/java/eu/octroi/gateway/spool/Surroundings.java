// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a spool runs in, so that a simulation can be all of it. Immutable.
 *
 * @param ticker nanoseconds that never go back
 * @param random for salts
 * @param rest how the thread that forces waits for another: until it is unparked, or so long
 * @param ledgerPosition up to where the ledger has read already: what lies there is passed over
 */
record Surroundings(
        SpoolFiles files,
        Clock clock,
        LongSupplier ticker,
        RandomGenerator random,
        Consumer<Duration> rest,
        long ledgerPosition) {
    /** A process among others, whose threads are its own. */
    static Surroundings of(SpoolFiles files, Clock clock, long ledgerPosition) {
        return new Surroundings(
                files,
                clock,
                System::nanoTime,
                new SecureRandom(),
                atMost -> LockSupport.parkNanos(atMost.toNanos()),
                ledgerPosition);
    }
}
