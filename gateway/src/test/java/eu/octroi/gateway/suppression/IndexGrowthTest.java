// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** A list far larger than its first file: nothing fails and no look-up goes unanswered. */
final class IndexGrowthTest {
    private static final int ENTRIES_MIN = 1_000;

    @TempDir private Path directory;
    private OpenList open;

    @BeforeEach
    void open() {
        open = OpenList.in(directory, ENTRIES_MIN);
        open.list.add(ACME, person("jo@x.fr"), Reason.OPPOSITION, Channel.PAGE);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void anImportOutgrowsItsFileManyTimesOver() {
        ImportReport report = importList("user", 250_000, OptionalLong.empty());

        assertThat(report.added()).isEqualTo(250_000);
        assertThatAllAreFound("user", 250_000);
    }

    @Test
    void anImportOfKnownLengthMakesRoomForAllOfItAtOnce() {
        ImportReport report = importList("user", 250_000, OptionalLong.of(octets("user", 250_000)));

        assertThat(report.added()).isEqualTo(250_000);
        assertThat(open.rebuilds)
                .containsOnlyOnce("the index is nearly full")
                .doesNotContain("the index is full");
        assertThatAllAreFound("user", 250_000);
    }

    @Test
    void aRebuildThatAnErrorEndsLeavesNobodyWaitingAndIsTriedAgain() {
        AtomicBoolean isHealed = new AtomicBoolean();
        open.rebuildFault =
                () -> {
                    if (!isHealed.getAndSet(true)) {
                        throw new InternalError("made by the test");
                    }
                };

        var first =
                CompletableFuture.runAsync(() -> importList("user", 100_000, OptionalLong.empty()));

        await().atMost(Duration.ofSeconds(60)).until(first::isDone);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> open.isSuppressed("jo@x.fr"));
        importList("user", 100_000, OptionalLong.empty());
        assertThatAllAreFound("user", 100_000);
    }

    @Test
    void importsAtTheSameTimeShareTheRoom() {
        CompletableFuture<?>[] imports =
                IntStream.range(0, 4)
                        .mapToObj(
                                i ->
                                        CompletableFuture.runAsync(
                                                () ->
                                                        importList(
                                                                "list" + i + '-',
                                                                40_000,
                                                                OptionalLong.empty())))
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(imports);
        while (!all.isDone()) {
            // Throws as soon as one look-up goes unanswered.
            assertThat(open.isSuppressed("al@x.fr")).isFalse();
        }

        all.join();
        for (int i = 0; i < 4; i++) {
            assertThatAllAreFound("list" + i + '-', 40_000);
        }
    }

    @Test
    void growthIsKeptOverARestart() {
        importList("user", 60_000, OptionalLong.empty());
        close();
        open = OpenList.in(directory, ENTRIES_MIN);

        assertThatAllAreFound("user", 60_000);
    }

    @Test
    void oneBatchLargerThanTheWholeFileIsTaken() {
        List<SuppressionEvent> batch =
                IntStream.range(0, 500_000).mapToObj(IndexGrowthTest::event).toList();
        IndexKeeper keeper = open.list.keeper();

        new SuppressionLog(open.record, Clock.systemUTC())
                .append(batch)
                .thenAcceptAsync(last -> keeper.apply(batch, last), keeper.applier())
                .toCompletableFuture()
                .join();

        assertThat(keeper.isTrusted()).isTrue();
        assertThat(batch).allMatch(event -> keeper.get(event.key()).isPresent());
    }

    private static SuppressionEvent event(int number) {
        return new SuppressionEvent(
                SuppressionEvent.Op.ADD,
                ACME,
                new PersonKey(number * 0x9e3779b97f4a7c15L, number),
                1,
                Kind.PERSON,
                Reason.OPPOSITION,
                Channel.IMPORT,
                OpenList.NOW,
                Optional.empty());
    }

    private void assertThatAllAreFound(String name, int lines) {
        assertThat(open.list.isAvailable()).isTrue();
        assertThat(IntStream.range(0, lines).filter(i -> !open.isSuppressed(name + i + "@x.fr")))
                .isEmpty();
        assertThat(open.list.keeper().index().size())
                .isLessThanOrEqualTo(open.list.keeper().index().capacity());
    }

    private ImportReport importList(String name, int lines, OptionalLong octets) {
        var options =
                new ImportOptions(
                        Reason.OPPOSITION, Channel.IMPORT, Optional.empty(), false, octets);
        try {
            return open.list.importList(
                    ACME, new ByteArrayInputStream(list(name, lines)), options, (_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long octets(String name, int lines) {
        return list(name, lines).length;
    }

    private static byte[] list(String name, int lines) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            list.append(name).append(i).append("@x.fr\n");
        }
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }
}
