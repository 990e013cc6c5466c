// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Disks that fail, fill up and lie. */
final class FailureTest {
    private static final Path DIRECTORY = Path.of("spool");

    private final FaultyFiles files = new FaultyFiles();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void afterAFailedForceTheFileIsLeftAndAnotherIsUsed() throws Exception {
        try (Spool spool = open(64, 6)) {
            Spooled before = append(spool, 1, 500);
            untilPrepared();
            files.failForces(1);

            assertThatThrownBy(() -> append(spool, 2, 500))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(SpoolFailedException.class);
            await().until(spool::isWritable);
            Spooled after = append(spool, 3, 500);

            assertThat(Position.generation(after.position()))
                    .isGreaterThan(Position.generation(before.position()));
            assertThat(spool.read(before.id()).original()).isEqualTo(Mails.original(1, 500));
        }
        try (Spool spool = reopen()) {
            assertThat(Mails.recovered(spool))
                    .as("what was answered 451 does not come back")
                    .extracting(Spooled::id)
                    .containsExactly(Mails.id(1), Mails.id(3));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatFailedIsNeverWrittenAgain(boolean atForce) {
        try (Spool spool = open(64, 4)) {
            Spooled settled = append(spool, 1, 500);
            spool.settle(settled.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
            untilPrepared(3);
            files.failForces(atForce ? 1 : 0);
            files.failWrites(atForce ? 0 : 1);
            assertThatThrownBy(() -> append(spool, 2, 500))
                    .hasCauseInstanceOf(SpoolFailedException.class);
            untilPrepared(4);
            Path failed = segments().getFirst();
            for (int number = 3; number <= 5; number++) {
                append(spool, number, 25_000);
            }

            // No other file may be made now, and the one that failed is needed no more.
            spool.ledgerCommitted(Long.MAX_VALUE);
            await().until(() -> segments().size() == 4 && !segments().contains(failed));

            assertThat(files.isTrustedAgain()).isFalse();
        }
    }

    @Test
    void whatABugInterruptsIsAnsweredToo() {
        try (Spool spool = open(64, 6)) {
            append(spool, 1, 500);
            untilPrepared();
            files.breakForce();

            assertThatThrownBy(() -> append(spool, 2, 500))
                    .hasCauseInstanceOf(SpoolFailedException.class);
            await().dontCatchUncaughtExceptions().until(() -> !spool.isWritable());
            assertThatThrownBy(() -> append(spool, 3, 500))
                    .hasCauseInstanceOf(SpoolFailedException.class);
        }
    }

    @Test
    void aFailedWriteIsNoAcceptance() {
        try (Spool spool = open(64, 6)) {
            append(spool, 1, 500);
            untilPrepared();
            files.failWrites(1);

            assertThatThrownBy(() -> append(spool, 2, 500))
                    .hasCauseInstanceOf(SpoolFailedException.class);
            await().until(spool::isWritable);

            assertThat(append(spool, 3, 500).isOpen(0)).isTrue();
        }
    }

    @Test
    void aFullSpoolRefusesAndAcceptsAgainByItself() {
        try (Spool spool = open(32, 4)) {
            spool.ledgerCommitted(Long.MAX_VALUE);
            assertThat(spool.filledPercent()).isZero();
            List<Spooled> accepted = fill(spool);
            assertThat(accepted).hasSizeGreaterThan(5);
            assertThat(spool.isWritable()).isFalse();
            assertThat(spool.filledPercent()).isEqualTo(100);

            for (Spooled spooled : accepted) {
                spool.settle(spooled.acceptance(), 0, Mails.delivered())
                        .toCompletableFuture()
                        .join();
            }

            await().until(spool::isWritable);
            assertThat(spool.filledPercent()).isLessThan(100);
            append(spool, 1000, 5000);
        }
    }

    @Test
    void messagesNeverUseTheRoomThatIsKeptForOutcomes() {
        try (Spool spool = open(32, 4)) {
            Spooled many = withCopies(spool, 120);
            fill(spool);

            // More marks than the segment in use has room for.
            for (int copy = 0; copy < 120; copy++) {
                spool.settle(many.acceptance(), copy, Mails.delivered())
                        .toCompletableFuture()
                        .join();
            }

            assertThatThrownBy(() -> append(spool, 999, 5000))
                    .hasCauseInstanceOf(SpoolFullException.class);
        }
    }

    @Test
    void aReportFindsRoomInAFullSpool() {
        try (Spool spool = open(32, 4)) {
            fill(spool);
            assertThat(spool.isWritable()).isFalse();

            Spooled report =
                    spool.appendReport(Mails.acceptance(999), Mails.original(999, 5000))
                            .toCompletableFuture()
                            .join();

            assertThat(spool.read(report.id()).original()).isEqualTo(Mails.original(999, 5000));
            assertThatThrownBy(() -> append(spool, 1000, 5000))
                    .hasCauseInstanceOf(SpoolFullException.class);
        }
    }

    @Test
    void whatIsHeldInAFullSpoolIsReleasedAlthoughNothingMoreIsHeld() {
        try (Spool spool = open(32, 4)) {
            Spooled many = withCopies(spool, 120);
            fill(spool);
            List<Integer> held = new ArrayList<>();

            // More holds than the segment in use has room for.
            assertThatThrownBy(
                            () -> {
                                for (int copy = 0; copy < 120; copy++) {
                                    intervene(spool, many, copy, Intervention.Kind.HELD);
                                    held.add(copy);
                                }
                            })
                    .hasCauseInstanceOf(SpoolFullException.class);
            held.forEach(copy -> intervene(spool, many, copy, Intervention.Kind.RELEASED));

            assertThat(held).allMatch(copy -> many.hold(copy).isEmpty());
        }
    }

    private static void intervene(Spool spool, Spooled of, int copy, Intervention.Kind kind) {
        Intervention one = new Intervention(kind, Mails.NOW, "marie", "x".repeat(200));
        spool.intervene(of.id(), copy, one).toCompletableFuture().join();
    }

    private static Spooled withCopies(Spool spool, int copies) {
        Verdict[] verdicts = new Verdict[copies];
        Arrays.fill(verdicts, Verdict.Deliver.DELIVER);
        return spool.append(Mails.acceptance(1000, verdicts), Mails.original(1000, 100))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aFullDiskRefusesAndAcceptsAgainByItself() {
        files.capacity(3 * 32 * 1024 + 100);
        try (Spool spool = open(32, 100)) {
            List<Spooled> accepted = fill(spool);
            assertThat(accepted).isNotEmpty();
            files.capacity(1 << 24);

            await().until(spool::isWritable);
            append(spool, 1000, 5000);

            assertThat(spool.messages()).isEqualTo(accepted.size() + 1);
        }
    }

    @RepeatedTest(5) // The first of two segments can be made, and that must not look like room.
    void aDiskTooSmallForTheFirstSegmentsIsToldBeforeTheFirstMessage() {
        files.capacity(40 * 1024);
        try (Spool spool = open(32, 6)) {
            assertThat(spool.trouble())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("452", "free", "spool.segment-size"));
            assertThatThrownBy(() -> append(spool, 1, 500))
                    .hasCauseInstanceOf(SpoolFullException.class);
            await().during(Duration.ofMillis(600)).until(() -> !spool.isWritable());

            files.capacity(1 << 20);

            await().until(spool::isWritable);
            append(spool, 1, 500);
        }
    }

    @Test
    void aDiskBelowItsReserveRefusesAndSaysInFiguresWhy() {
        SpoolSettings reserving =
                new SpoolSettings(
                        ByteSize.ofKibibytes(32),
                        6,
                        ByteSize.ofMebibytes(2),
                        100_000,
                        64,
                        Duration.ofHours(24),
                        Duration.ofSeconds(10));
        files.capacity(3 << 20);
        Clock clock = Clock.fixed(Mails.NOW, ZoneOffset.UTC);
        try (Spool spool = Spool.open(DIRECTORY, reserving, files, clock, meters)) {
            append(spool, 1, 500);

            files.capacity(1 << 20);

            await().until(() -> !spool.isWritable());
            assertThatThrownBy(() -> append(spool, 2, 500))
                    .hasCauseInstanceOf(SpoolFullException.class);
            assertThat(spool.trouble().orElseThrow())
                    .contains("0 MiB free")
                    .containsPattern("2 MiB (must|to) stay free \\(spool.free-space-min\\)");
            files.capacity(3 << 20);
            await().until(spool::isWritable);
            append(spool, 2, 500);
        }
    }

    @Test
    void nothingIsFreedBeforeTheLedgerHasIt() {
        try (Spool spool = open(32, 4)) {
            List<Spooled> accepted = fill(spool);
            for (Spooled spooled : accepted) {
                spool.settle(spooled.acceptance(), 0, Mails.delivered())
                        .toCompletableFuture()
                        .join();
            }
            assertThat(spool.after(0, 1000)).hasSize(2 * accepted.size());
            assertThat(spool.isWritable()).isFalse();

            spool.ledgerCommitted(spool.after(0, 1000).getLast().position());

            await().until(spool::isWritable);
        }
    }

    @RepeatedTest(20) // Whether a file is wiped or deleted is a race between two threads.
    void settledBodiesDoNotOutliveTheirAge() {
        try (Spool spool =
                Spool.open(
                        DIRECTORY,
                        Mails.settings(64, 8, Duration.ZERO),
                        files,
                        Clock.systemUTC(),
                        meters)) {
            spool.ledgerCommitted(Long.MAX_VALUE);
            Spooled kept = append(spool, 1, 3000);
            Spooled settled = append(spool, 2, 3000);
            byte[] body = Mails.original(2, 3000).toByteArray();
            assertThat(anyFileHolds(body)).isTrue();

            spool.settle(settled.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();

            await().until(() -> !anyFileHolds(body));
            assertThat(spool.read(kept.id()).original()).isEqualTo(Mails.original(1, 3000));
        }
    }

    @Test
    void corruptMailIsSetAsideAndTheRestIsRead() throws Exception {
        long position;
        try (Spool spool = open(64, 6)) {
            append(spool, 1, 500);
            position = append(spool, 2, 500).position();
            append(spool, 3, 500);
        }
        Path segment = files.paths().getFirst();
        byte[] content = files.content(segment);
        int at = Position.offset(position) + 300;
        try (SpoolFile file = files.open(segment)) {
            file.write(ByteBuffer.wrap(new byte[] {(byte) ~content[at]}), at);
        }

        try (Spool spool = reopen()) {
            assertThat(Mails.recovered(spool))
                    .extracting(Spooled::id)
                    .containsExactly(Mails.id(1), Mails.id(3));
            assertThat(meters.counter("octroi.spool.corrupt").count()).isEqualTo(1);
            assertThat(files.paths()).anyMatch(p -> p.toString().contains("quarantine"));
        }
    }

    /** One segment in use and two ready: from now on only the log is written. */
    private void untilPrepared() {
        untilPrepared(3);
    }

    private void untilPrepared(int count) {
        await().until(() -> segments().size() == count);
    }

    private List<Path> segments() {
        return files.paths().stream().filter(p -> p.toString().endsWith(".segment")).toList();
    }

    private List<Spooled> fill(Spool spool) {
        List<Spooled> accepted = new ArrayList<>();
        await().untilAsserted(
                        () -> {
                            assertThatThrownBy(
                                            () -> {
                                                while (accepted.size() < 200) {
                                                    accepted.add(
                                                            append(spool, accepted.size(), 5000));
                                                }
                                            })
                                    .hasCauseInstanceOf(SpoolFullException.class);
                        });
        return accepted;
    }

    private boolean anyFileHolds(byte[] body) {
        byte[] wanted = Arrays.copyOf(body, 64);
        return files.contents().stream().anyMatch(content -> indexOf(content, wanted) >= 0);
    }

    private static int indexOf(byte[] octets, byte[] wanted) {
        for (int at = 0; at + wanted.length <= octets.length; at++) {
            if (Arrays.equals(octets, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private Spool open(int segmentKibibytes, int segmentsMax) {
        return Spool.open(
                DIRECTORY,
                Mails.settings(segmentKibibytes, segmentsMax),
                files,
                Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                meters);
    }

    private Spool reopen() {
        return open(64, 6);
    }

    private static Spooled append(Spool spool, int number, int length) {
        return spool.append(Mails.acceptance(number), Mails.original(number, length))
                .toCompletableFuture()
                .join();
    }
}
