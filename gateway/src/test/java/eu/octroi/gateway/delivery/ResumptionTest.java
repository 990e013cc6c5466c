// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.spool.FaultyFiles;
import eu.octroi.gateway.spool.Spool;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What waited in the spool before the start is queued while the gateway is at work. */
final class ResumptionTest {
    private static final int MESSAGES = 5;

    private final Rig rig = new Rig(0);
    private final List<MessageId> taken = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private FaultyFiles files = new FaultyFiles();
    private Spool spool;

    @BeforeEach
    void aSpoolThatWasKilled() throws IOException {
        spool = open();
        for (int number = 0; number < MESSAGES; number++) {
            spool.append(
                            rig.acceptance(
                                    StreamClass.PROSPECTING,
                                    "s@acme.example",
                                    "r" + number + "@x.example"),
                            Octets.of(Rig.MAIL))
                    .toCompletableFuture()
                    .join();
        }
        files = files.afterKill();
        spool.close();
        spool = open();
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
        rig.close();
    }

    @Test
    void everyMessageIsQueuedOnce() {
        begin(_ -> {});

        done.join();

        assertThat(taken).hasSize(MESSAGES).doesNotHaveDuplicates();
        assertThat(spool.toHandOver()).isZero();
    }

    @Test
    void aDiskThatFailsIsAskedAgain() {
        files.failReads(2);
        begin(_ -> {});

        done.join();

        assertThat(taken).hasSize(MESSAGES).doesNotHaveDuplicates();
    }

    @Test
    void whatItIsStoppedBeforeIsLeft() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(2);
        CountDownLatch onward = new CountDownLatch(1);
        Resumption resumption =
                begin(
                        number -> {
                            second.countDown();
                            if (number == 2) {
                                awaitQuietly(onward);
                            }
                        });
        second.await();
        Thread closer = Thread.ofPlatform().start(resumption::close);
        Rig.await().until(() -> closer.getState() == Thread.State.WAITING);
        onward.countDown();
        closer.join();

        assertThat(taken).hasSize(2);
        assertThat(done).isNotDone();
        assertThat(spool.toHandOver()).isEqualTo(MESSAGES - 2);
    }

    private interface AtEach {
        void taken(int number);
    }

    private Resumption begin(AtEach what) {
        return Resumption.begin(
                spool,
                message -> {
                    taken.add(message.id());
                    what.taken(taken.size());
                },
                () -> done.complete(null));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Spool open() throws IOException {
        return Spool.open(
                Path.of("spool"),
                new SpoolSettings(
                        ByteSize.ofMebibytes(1),
                        8,
                        new ByteSize(0),
                        1000,
                        256,
                        Duration.ofHours(24),
                        Duration.ofMinutes(5)),
                files,
                rig.clock,
                new SimpleMeterRegistry());
    }
}
