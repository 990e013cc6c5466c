// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;

/** A disk that takes its time (S8). */
final class SickDiskTest {
    private static final SpoolSettings IMPATIENT =
            new SpoolSettings(
                    ByteSize.ofKibibytes(64),
                    6,
                    new ByteSize(0),
                    100_000,
                    64,
                    Duration.ofHours(24),
                    Duration.ofMillis(50));

    private final FaultyFiles files = new FaultyFiles();

    @Test
    void whileAForceHangsMailIsRefusedAtOnceAndWhatWaitsIsTakenAfterwards() {
        try (Spool spool = open()) {
            append(spool, 1).join();
            files.holdForces();
            CompletableFuture<Spooled> hanging = append(spool, 2);
            await().until(() -> !spool.isWritable());

            assertThatThrownBy(() -> append(spool, 3).join())
                    .hasCauseInstanceOf(SpoolFailedException.class)
                    .hasMessageContaining("spool.write-max");
            assertThat(spool.trouble().orElseThrow()).contains("451");
            assertThat(hanging).as("not answered either way").isNotDone();

            files.releaseForces();
            await().until(spool::isWritable);
            assertThat(append(spool, 4).join().isOpen(0)).isTrue();
            assertThat(hanging.join().isOpen(0)).isTrue();
        }
        try (Spool spool = open()) {
            assertThat(Mails.recovered(spool))
                    .extracting(Spooled::id)
                    .containsExactlyInAnyOrder(Mails.id(1), Mails.id(2), Mails.id(4));
        }
    }

    private static CompletableFuture<Spooled> append(Spool spool, int number) {
        return spool.append(Mails.acceptance(number), Mails.original(number, 500))
                .toCompletableFuture();
    }

    private Spool open() {
        return Spool.open(
                Path.of("spool"),
                IMPATIENT,
                files,
                Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }
}
