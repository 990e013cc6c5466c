// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** Octets that rot where the start does not look, and torn ones where it does. */
final class RottenBodyTest {
    private static final Path DIRECTORY = Path.of("spool");
    private static final int LENGTH = 5000;

    private final FaultyFiles files = new FaultyFiles();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aBodyThatRotsInAnOldSegmentIsFoundWhenItIsRead() throws IOException {
        long rotten = fill(20);
        rot(rotten, LENGTH / 2);

        try (Spool spool = open()) {
            List<Spooled> recovered = Mails.recovered(spool);
            assertThat(recovered).hasSize(20);
            assertThat(corrupt()).isZero();

            assertThatThrownBy(() -> spool.read(recovered.getFirst().id()))
                    .isInstanceOf(SpoolFailedException.class);
            assertThat(corrupt()).isEqualTo(1);
            assertThat(spool.read(recovered.get(1).id()).original())
                    .isEqualTo(Mails.original(1, LENGTH));
        }
    }

    @Test
    void aBodyThatRotsIsQuarantinedAndCountedWhenItsSegmentIsCleared() throws IOException {
        long rotten = fill(20);
        rot(rotten, LENGTH / 2);

        try (Spool spool = open()) {
            List<Spooled> recovered = Mails.recovered(spool);
            spool.ledgerCommitted(Long.MAX_VALUE);
            // All of the first segments but the rotten one, so that they are to be cleared.
            recovered
                    .subList(1, 15)
                    .forEach(
                            message ->
                                    spool.settle(message.acceptance(), 0, Mails.delivered())
                                            .toCompletableFuture()
                                            .join());

            await().atMost(Duration.ofSeconds(20)).until(() -> recipients("quarantined") == 1);
            assertThat(spool.messages()).isEqualTo(5);
            assertThat(meters.get("octroi.spool.recipients.unaccounted").gauge().value()).isZero();
            spool.settle(recovered.getFirst().acceptance(), 0, Mails.delivered())
                    .toCompletableFuture()
                    .join();
            assertThat(meters.get("octroi.spool.recipients.unaccounted").gauge().value()).isZero();
        }
    }

    @Test
    void aHeadThatRotsInAnOldSegmentIsSetAsideAtTheStart() throws IOException {
        long rotten = fill(20);
        rot(rotten, SpoolRecord.HEADER_BYTES + 20);

        try (Spool spool = open()) {
            assertThat(Mails.recovered(spool)).hasSize(19);
            assertThat(corrupt()).isEqualTo(1);
        }
    }

    @Test
    void aHeadThatRotsAfterTheStartIsQuarantinedWhenItIsAskedFor() throws IOException {
        long rotten = fill(20);

        try (Spool spool = open()) {
            rot(rotten, SpoolRecord.HEADER_BYTES + 20);

            assertThat(Mails.recovered(spool)).hasSize(19);
            assertThat(recipients("quarantined")).isEqualTo(1);
            assertThat(meters.get("octroi.spool.recipients.unaccounted").gauge().value()).isZero();
        }
    }

    @Test
    void aTornBodyNeverComesBackAlsoNotAfterTheSegmentIsAnOldOne() throws IOException {
        fill(3);
        // The last but one of the last segment: what a sector written out of order leaves behind.
        long torn;
        try (Spool spool = open()) {
            torn = append(spool, 10).position();
            append(spool, 11);
        }
        rot(torn, LENGTH / 2);

        for (int start = 0; start < 3; start++) {
            meters = new SimpleMeterRegistry();
            try (Spool spool = open()) {
                assertThat(Mails.recovered(spool))
                        .extracting(Spooled::id)
                        .as("start %d", start)
                        .contains(Mails.id(11))
                        .doesNotContain(Mails.id(10));
                for (int number = 0; number < 4; number++) {
                    append(spool, 20 + 10 * start + number);
                }
            }
        }
    }

    /** Appends so many and returns where the first of them lies. */
    private long fill(int count) {
        try (Spool spool = open()) {
            long first = append(spool, 0).position();
            for (int number = 1; number < count; number++) {
                append(spool, number);
            }
            return first;
        } finally {
            meters = new SimpleMeterRegistry();
        }
    }

    private void rot(long position, int at) throws IOException {
        Path segment =
                files.paths().stream()
                        .filter(path -> generation(path) == Position.generation(position))
                        .findFirst()
                        .orElseThrow();
        int offset = Position.offset(position) + at;
        byte flipped = (byte) (files.content(segment)[offset] ^ 1);
        try (SpoolFile file = files.open(segment)) {
            file.write(ByteBuffer.wrap(new byte[] {flipped}), offset);
        }
    }

    private static long generation(Path path) {
        return SegmentMaker.generation(path.getFileName().toString()).orElse(0L);
    }

    private double corrupt() {
        return meters.get("octroi.spool.corrupt").counter().count();
    }

    private double recipients(String event) {
        return meters.get("octroi.spool.recipients").tag("event", event).counter().count();
    }

    private Spool open() {
        return Spool.open(
                DIRECTORY,
                Mails.settings(32, 20),
                files,
                Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                meters);
    }

    private static Spooled append(Spool spool, int number) {
        return spool.append(Mails.acceptance(number), Mails.original(number, LENGTH))
                .toCompletableFuture()
                .join();
    }
}
