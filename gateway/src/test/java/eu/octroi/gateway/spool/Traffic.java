// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.MessageId;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * One life of a spool: once it begins, producers that append and settle, and a ledger that reads
 * along.
 */
final class Traffic implements AutoCloseable {
    private static final int SEGMENT_KIBIBYTES = 64;
    private static final int SEGMENTS = 8;
    private static final int PRODUCERS = 6;

    /** Octets in all segments together. */
    static final int CAPACITY = (SEGMENTS * SEGMENT_KIBIBYTES) << 10;

    private final FaultyFiles disk;
    private final Account account;
    private final Spool spool;
    private final List<Spooled> recovered;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;
    private volatile boolean killed;

    Traffic(FaultyFiles disk, Account account) {
        this.disk = disk;
        this.account = account;
        this.spool =
                Spool.open(
                        Path.of("spool"),
                        Mails.settings(SEGMENT_KIBIBYTES, SEGMENTS),
                        disk,
                        Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                        new SimpleMeterRegistry());
        this.recovered = Mails.recovered(spool);
    }

    /** Until then nothing is promised beyond what was before. */
    void begin() {
        threads.add(Thread.ofPlatform().name("ledger").start(this::readLog));
        for (int i = 0; i < PRODUCERS; i++) {
            threads.add(Thread.ofPlatform().name("producer-" + i).start(this::produce));
        }
    }

    Set<MessageId> recovered() {
        Set<MessageId> found = new HashSet<>();
        for (Spooled message : recovered) {
            if (!found.add(message.id())) {
                throw new AssertionError("twice: " + message);
            }
        }
        return found;
    }

    /** As delivery does after a start. */
    void settleWhatWasRecovered() {
        recovered.forEach(this::settle);
    }

    /** What the next process finds; from now on this one promises nothing. */
    FaultyFiles kill() {
        synchronized (account) {
            killed = true;
            return account.kill(disk);
        }
    }

    /** Producers end, and the ledger reads all there is. */
    void finish() {
        stopping = true;
        threads.forEach(Threads::join);
        boolean more = true;
        while (more) {
            more = account.read(spool);
        }
    }

    FaultyFiles disk() {
        return disk;
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Threads::join);
        spool.close();
    }

    private void readLog() {
        await().pollInterval(Duration.ofMillis(2))
                .forever()
                .until(
                        () -> {
                            synchronized (account) {
                                if (!killed) {
                                    account.read(spool);
                                }
                                return stopping || killed;
                            }
                        });
    }

    private void produce() {
        while (!stopping && !killed) {
            int number = account.attempt();
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> stopping || killed || offer(number));
        }
    }

    /** False while the spool is full. */
    private boolean offer(int number) {
        Spooled message;
        try {
            message =
                    spool.append(Mails.acceptance(number), Mails.original(number, length(number)))
                            .toCompletableFuture()
                            .join();
        } catch (CompletionException full) {
            if (full.getCause() instanceof SpoolFullException) {
                return false;
            }
            throw full;
        }
        promise(() -> account.acknowledged(message.id(), message.size()));
        // Every thirtieth stays open and has to be carried from segment to segment.
        if (number % 30 > 0) {
            settle(message);
        }
        return true;
    }

    private void settle(Spooled message) {
        promise(() -> account.settling(message.id()));
        spool.settle(message.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
        promise(() -> account.done(message.id()));
    }

    /** What a killed process would have said is not said. */
    private void promise(Runnable told) {
        synchronized (account) {
            if (!killed) {
                told.run();
            }
        }
    }

    private static int length(int number) {
        return 500 + number * 37 % 4000;
    }
}
