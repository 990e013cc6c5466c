// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

final class SpoolTest {
    private static final SpoolSettings SETTINGS = Mails.settings(256, 8);
    private static final Verdict SUPPRESSED =
            new Verdict.Suppressed(
                    new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, Mails.NOW));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir private Path directory;

    @Test
    void whatWasAppendedIsReadBackWhole() {
        try (Spool spool = open()) {
            Spooled spooled = append(spool, 1, 12_000);

            SpooledMessage read = spool.read(spooled.id());

            assertThat(read.acceptance()).isEqualTo(Mails.acceptance(1));
            assertThat(read.original()).isEqualTo(Mails.original(1, 12_000));
            assertThat(spool.messages()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsWrittenWhereTheLedgerHasReadAlready() {
        long read = Position.of(Mails.NOW.plusSeconds(3600).getEpochSecond(), 1 << 20);
        Clock setBack = Clock.fixed(Mails.NOW, ZoneOffset.UTC);
        try (Spool spool =
                Spool.open(directory, SETTINGS, SpoolFiles.onDisk(), read, setBack, meters)) {
            append(spool, 1, 100);

            assertThat(spool.after(read, 10)).hasSize(1);
        }
    }

    @Test
    void whatIsNotSettledIsRecoveredOldestFirst() {
        try (Spool spool = open()) {
            append(spool, 1, 100);
            Spooled second = append(spool, 2, 100);
            append(spool, 3, 100);
            spool.settle(second.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
        }

        try (Spool spool = open()) {
            List<Spooled> recovered = Mails.recovered(spool);
            assertThat(recovered).extracting(Spooled::id).containsExactly(Mails.id(1), Mails.id(3));
            assertThat(spool.read(recovered.getLast().id()).original())
                    .isEqualTo(Mails.original(3, 100));
            assertThat(Mails.recovered(spool)).as("handed over once").isEmpty();
        }
    }

    @Test
    void aMessageIsDoneWhenEveryCopyThatPermitsDeliveryIsSettled() {
        try (Spool spool = open()) {
            Spooled spooled = appendWithOneWithheld(spool);
            spool.settle(spooled.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
        }

        try (Spool spool = open()) {
            Spooled spooled = Mails.recovered(spool).getFirst();
            assertThat(List.of(spooled.isOpen(0), spooled.isOpen(1), spooled.isOpen(2)))
                    .containsExactly(false, false, true);
            spool.settle(spooled.acceptance(), 2, Mails.delivered()).toCompletableFuture().join();
            assertThat(spool.messages()).isZero();
        }

        try (Spool spool = open()) {
            assertThat(Mails.recovered(spool)).isEmpty();
        }
    }

    @Test
    void theFeedTellsEveryAcceptanceAndOutcomeInOrder() {
        try (Spool spool = open()) {
            Spooled first = append(spool, 1, 100);
            append(spool, 2, 100);
            spool.settle(first.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
            spool.settle(first.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();

            List<SpoolEvent> events = spool.after(0, 2);
            List<SpoolEvent> more = spool.after(events.getLast().position(), 10);

            assertThat(events).hasSize(2);
            assertThat(more)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            SpoolEvent.Settled.class,
                            settled -> {
                                assertThat(settled.message()).isEqualTo(Mails.id(1));
                                assertThat(settled.outcome()).isEqualTo(Mails.delivered());
                            });
            assertThat(spool.after(more.getLast().position(), 10)).isEmpty();
        }
    }

    @Test
    void theFeedTellsTheSameAfterARestart() {
        List<SpoolEvent> before;
        try (Spool spool = open()) {
            for (int i = 0; i < 100; i++) {
                append(spool, i, 10_000);
            }
            before = spool.after(0, 1000);
        }

        try (Spool spool = open()) {
            assertThat(spool.after(0, 1000)).isEqualTo(before).hasSize(100);
        }
    }

    @Test
    void everyRecipientIsAccountedForAlsoAcrossARestart() {
        try (Spool spool = open()) {
            Spooled spooled = appendWithOneWithheld(spool);
            spool.settle(spooled.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
            spool.settle(spooled.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();

            assertThat(recipients("accepted", "withheld", "delivered")).containsExactly(3L, 1L, 1L);
            assertThat(gauges()).containsExactly(1L, 0L);
        }
        meters.clear();

        try (Spool spool = open()) {
            assertThat(recipients("recovered", "accepted")).containsExactly(1L, 0L);
            assertThat(gauges()).containsExactly(1L, 0L);
            Spooled left = Mails.recovered(spool).getFirst();
            spool.settle(left.acceptance(), 2, Mails.delivered()).toCompletableFuture().join();
            assertThat(recipients("delivered")).containsExactly(1L);
            assertThat(gauges()).containsExactly(0L, 0L);
        }
    }

    @Test
    void whatWaitsLongInTheOldestSegmentKeepsNoSettledOnesBehindIt() {
        SpoolSettings roomy = Mails.settings(256, 40);
        try (Spool spool = open(roomy)) {
            spool.ledgerCommitted(Long.MAX_VALUE);
            List<Spooled> waiting = new ArrayList<>();
            while (segments() < 2) {
                waiting.add(append(spool, waiting.size(), 10_000));
            }
            for (int i = 0; i < 500; i++) {
                Spooled gone = append(spool, 1_000 + i, 10_000);
                spool.settle(gone.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
            }

            await().until(() -> segments() <= 6);

            for (int i = 0; i < waiting.size(); i++) {
                assertThat(spool.read(waiting.get(i).id()).original())
                        .isEqualTo(Mails.original(i, 10_000));
            }
        }
    }

    private double segments() {
        return meters.get("octroi.spool.segments").gauge().value();
    }

    /** For three recipients, of whom the second gets nothing. */
    private static Spooled appendWithOneWithheld(Spool spool) {
        Verdict deliver = Verdict.Deliver.DELIVER;
        return spool.append(
                        Mails.acceptance(1, deliver, SUPPRESSED, deliver), Mails.original(1, 50))
                .toCompletableFuture()
                .join();
    }

    private List<Long> recipients(String... events) {
        return Arrays.stream(events)
                .map(e -> meters.get("octroi.spool.recipients").tag("event", e).counter())
                .map(counter -> (long) counter.count())
                .toList();
    }

    /** Open and unaccounted. */
    private List<Long> gauges() {
        return Stream.of("open", "unaccounted")
                .map(g -> meters.get("octroi.spool.recipients." + g).gauge())
                .map(gauge -> (long) gauge.value())
                .toList();
    }

    private Spool open() {
        return open(SETTINGS);
    }

    private Spool open(SpoolSettings settings) {
        return Spool.open(
                directory,
                settings,
                SpoolFiles.onDisk(),
                Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                meters);
    }

    private static Spooled append(Spool spool, int number, int length) {
        return spool.append(Mails.acceptance(number), Mails.original(number, length))
                .toCompletableFuture()
                .join();
    }
}
