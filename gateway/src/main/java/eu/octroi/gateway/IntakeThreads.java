// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where large messages are edited and signed: as many threads as cores, a bounded queue, and a
 * rejection when it is full, which the tool hears as 452. Thread-safe.
 */
final class IntakeThreads implements Executor, AutoCloseable {
    /** Messages waiting; each one's body is held in memory meanwhile. */
    static final int WAITING_MAX = 256;

    private static final long STOP_SECONDS_MAX = 30;

    private final ThreadPoolExecutor threads;

    IntakeThreads(MeterRegistry meters) {
        int cores = Runtime.getRuntime().availableProcessors();
        threads =
                new ThreadPoolExecutor(
                        cores,
                        cores,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_MAX),
                        Thread.ofPlatform().name("intake-", 0).daemon(true).factory());
        Gauge.builder("octroi.intake.waiting", threads, t -> t.getQueue().size())
                .description("Large messages waiting to be edited and signed.")
                .register(meters);
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Lets messages under way be answered. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
