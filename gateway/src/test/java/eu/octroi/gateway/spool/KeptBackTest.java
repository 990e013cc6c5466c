// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** Outcomes find room when no message does: else nothing would ever leave a full spool. */
final class KeptBackTest {
    private static final int SEGMENT_KIBIBYTES = 32;
    private static final int SEGMENTS = 4;
    private static final int COPIES = 120;

    private SpoolSettings settings = Mails.settings(SEGMENT_KIBIBYTES, SEGMENTS);
    private FaultyFiles files = new FaultyFiles();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void afterAKillInTheLastSegmentOutcomesAreRecordedAndTheSpoolEmpties() {
        try (Spool killed = open()) {
            fill(killed);
            assertThat(segmentsOfTheLog()).isEqualTo(SEGMENTS);
            files = files.afterKill();
        }

        try (Spool spool = open()) {
            assertThat(segmentsOfTheLog()).isEqualTo(SEGMENTS);
            assertThat(spool.isWritable()).as("for messages").isFalse();

            settleAll(spool);

            spool.ledgerCommitted(Long.MAX_VALUE);
            await().until(spool::isWritable);
            append(spool, 999);
            assertThat(segmentsOfTheLog()).isLessThanOrEqualTo(SEGMENTS);
        }
    }

    @Test
    void afterAKillOnAFullDiskOutcomesAreRecordedToo() {
        settings = reserving(ByteSize.ofKibibytes(512));
        files.capacity((512 + SEGMENTS * SEGMENT_KIBIBYTES) << 10);
        try (Spool killed = open()) {
            fill(killed);
            assertThat(segmentsOfTheLog()).isEqualTo(SEGMENTS);
            files = files.afterKill();
            files.capacity((512 + SEGMENTS * SEGMENT_KIBIBYTES) << 10);
        }

        try (Spool spool = open()) {
            assertThat(spool.trouble().orElseThrow()).contains("spool.free-space-min");

            settleAll(spool);

            spool.ledgerCommitted(Long.MAX_VALUE);
            await().until(spool::isWritable);
            append(spool, 999);
        }
    }

    @Test
    void whenTheLastSegmentFailsOutcomesGoIntoAnother() {
        try (Spool spool = open()) {
            List<Spooled> accepted = fill(spool);
            assertThat(segmentsOfTheLog()).isEqualTo(SEGMENTS);
            files.failForces(1);
            assertThatThrownBy(() -> settle(spool, accepted.getLast(), 0))
                    .hasCauseInstanceOf(SpoolFailedException.class);

            await().untilAsserted(() -> settle(spool, accepted.getLast(), 0));

            assertThat(Mails.openCopies(accepted.getLast())).isZero();
        }
    }

    /** Each kill leaves a segment that is hardly used, and the ledger lets none of them go. */
    @Test
    void killAfterKillTakesNoMoreThanWhatIsKeptBack() {
        try (Spool killed = open()) {
            fill(killed);
            files = files.afterKill();
        }
        for (int kill = 1; kill <= SegmentSupply.BESIDE_MAX; kill++) {
            try (Spool killed = open()) {
                Spooled many = Mails.recovered(killed).getFirst();
                settle(killed, many, many.acceptance().copies().size() - kill);
                assertThat(segmentsOfTheLog()).isEqualTo(SEGMENTS + kill);
                files = files.afterKill();
            }
        }

        try (Spool spool = open()) {
            assertThatThrownBy(() -> settle(spool, Mails.recovered(spool).getFirst(), 50))
                    .hasCauseInstanceOf(SpoolFullException.class);
            assertThat(segmentsOfTheLog()).isEqualTo(SEGMENTS + SegmentSupply.BESIDE_MAX);
        }
        // The way out that the refusal names.
        settings = Mails.settings(SEGMENT_KIBIBYTES, SEGMENTS + 1);
        try (Spool spool = open()) {
            spool.ledgerCommitted(Long.MAX_VALUE);
            settleAll(spool);
            await().until(spool::isWritable);
        }
    }

    /** Nothing of the oldest segment ends, and outcomes of the others fill one after another. */
    @Test
    void whatNeverEndsInTheOldestSegmentDoesNotStandInTheWay() {
        try (Spool spool = open()) {
            spool.ledgerCommitted(Long.MAX_VALUE);
            List<Spooled> stuck = new ArrayList<>();
            while (segmentsOfTheLog() < 2) {
                stuck.add(append(spool, 1000 + stuck.size()));
            }
            List<Spooled> many = new ArrayList<>();
            await().untilAsserted(
                            () ->
                                    assertThatThrownBy(() -> fillWithCopies(spool, many))
                                            .hasCauseInstanceOf(SpoolFullException.class));

            for (Spooled one : many) {
                IntStream.range(0, COPIES - 1).forEach(copy -> settle(spool, one, copy));
            }

            assertThat(stuck).allMatch(one -> one.isOpen(0));
            assertThat(many).allMatch(one -> Mails.openCopies(one) == 1);
        }
    }

    private void fillWithCopies(Spool spool, List<Spooled> many) {
        while (many.size() < 20) {
            many.add(withCopies(spool, many.size()));
        }
    }

    /** Until messages are refused, and then until the last segment there may be is in use. */
    private List<Spooled> fill(Spool spool) {
        List<Spooled> accepted = new ArrayList<>();
        accepted.add(withCopies(spool, 0));
        await().untilAsserted(
                        () ->
                                assertThatThrownBy(
                                                () -> {
                                                    while (accepted.size() < 200) {
                                                        accepted.add(
                                                                append(spool, accepted.size()));
                                                    }
                                                })
                                        .hasCauseInstanceOf(SpoolFullException.class));
        Spooled many = accepted.getFirst();
        for (int copy = 0; segmentsOfTheLog() < SEGMENTS; copy++) {
            settle(spool, many, copy);
        }
        return accepted;
    }

    private static Spooled withCopies(Spool spool, int number) {
        Verdict[] verdicts = new Verdict[COPIES];
        Arrays.fill(verdicts, Verdict.Deliver.DELIVER);
        return spool.append(Mails.acceptance(number, verdicts), Mails.original(number, 100))
                .toCompletableFuture()
                .join();
    }

    private static Spooled append(Spool spool, int number) {
        return spool.append(Mails.acceptance(number), Mails.original(number, 5000))
                .toCompletableFuture()
                .join();
    }

    private static void settleAll(Spool spool) {
        for (Spooled message : Mails.recovered(spool)) {
            IntStream.range(0, message.acceptance().copies().size())
                    .filter(message::isOpen)
                    .forEach(copy -> settle(spool, message, copy));
        }
    }

    private static void settle(Spool spool, Spooled message, int copy) throws CompletionException {
        spool.settle(message.acceptance(), copy, Mails.delivered()).toCompletableFuture().join();
    }

    private int segmentsOfTheLog() {
        return (int) meters.get("octroi.spool.segments").gauge().value();
    }

    private static SpoolSettings reserving(ByteSize freeSpaceMin) {
        return new SpoolSettings(
                ByteSize.ofKibibytes(SEGMENT_KIBIBYTES),
                100,
                freeSpaceMin,
                100_000,
                64,
                Duration.ofHours(24),
                Duration.ofSeconds(10));
    }

    private Spool open() {
        meters = new SimpleMeterRegistry();
        return Spool.open(
                Path.of("spool"), settings, files, Clock.fixed(Mails.NOW, ZoneOffset.UTC), meters);
    }
}
