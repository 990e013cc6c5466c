// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of its own. {@code DIRECTORY FIRST} appends as fast as it can, from number FIRST on,
 * and prints each number once it is acknowledged. {@code DIRECTORY bench PRODUCERS SECONDS} prints
 * rate and latency.
 */
final class SpoolProducer {
    private static final int BODY = 12_000;
    private static final int BODIES = 200;

    private SpoolProducer() {}

    public static void main(String[] arguments) throws Exception {
        boolean bench = "bench".equals(arguments[1]);
        SpoolSettings settings =
                bench
                        ? new SpoolSettings(
                                ByteSize.ofMebibytes(64),
                                64,
                                new ByteSize(0),
                                100_000,
                                256,
                                Duration.ofHours(24),
                                Duration.ofSeconds(10))
                        : Mails.settings(1024, 2000);
        try (Spool spool =
                Spool.open(
                        Path.of(arguments[0]),
                        settings,
                        SpoolFiles.onDisk(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry())) {
            if (bench) {
                bench(spool, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            } else {
                appendForEver(spool, Integer.parseInt(arguments[1]));
            }
        }
    }

    private static void appendForEver(Spool spool, int first) throws InterruptedException {
        Semaphore inFlight = new Semaphore(32);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int number = first; ; number++) {
            inFlight.acquire();
            int acknowledged = number;
            spool.append(Mails.acceptance(number), Mails.original(number, 2000))
                    .thenAccept(_ -> print(out, acknowledged + "\n"))
                    .whenComplete((_, _) -> inFlight.release());
        }
    }

    private static void print(FileOutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static void bench(Spool spool, int producers, int seconds) throws Exception {
        spool.ledgerCommitted(Long.MAX_VALUE);
        AtomicInteger next = new AtomicInteger();
        long[] nanos = new long[20_000_000];
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Thread[] threads = new Thread[producers];
        for (int i = 0; i < producers; i++) {
            threads[i] =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (System.nanoTime() < end) {
                                            produce(spool, next.getAndIncrement(), nanos);
                                        }
                                    });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        int count = next.get();
        Arrays.sort(nanos, 0, count);
        System.out.printf(
                "producers=%d records/s=%d p50=%.2fms p99=%.2fms max=%.1fms%n",
                producers,
                count / seconds,
                nanos[count / 2] / 1e6,
                nanos[(int) (count * 0.99)] / 1e6,
                nanos[count - 1] / 1e6);
    }

    private static void produce(Spool spool, int number, long[] nanos) {
        long start = System.nanoTime();
        Spooled spooled =
                spool.append(Mails.acceptance(number), Mails.original(number % BODIES, BODY))
                        .toCompletableFuture()
                        .join();
        nanos[number] = System.nanoTime() - start;
        spool.settle(spooled.acceptance(), 0, Mails.delivered());
    }
}
