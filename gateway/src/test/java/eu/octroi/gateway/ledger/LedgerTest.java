// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import static eu.octroi.gateway.ledger.LedgerRig.ANNE;
import static eu.octroi.gateway.ledger.LedgerRig.BOB;
import static eu.octroi.gateway.ledger.LedgerRig.NOW;
import static eu.octroi.gateway.ledger.LedgerRig.OUTIL;
import static eu.octroi.gateway.ledger.LedgerRig.SAID;
import static eu.octroi.gateway.ledger.LedgerRig.accepted;
import static eu.octroi.gateway.ledger.LedgerRig.id;
import static eu.octroi.gateway.ledger.LedgerRig.key;
import static eu.octroi.gateway.ledger.LedgerRig.settled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.Tag;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class LedgerTest {
    @TempDir private Path directory;
    private LedgerRig rig;
    private InMemoryFeed feed;

    @BeforeEach
    void start() {
        rig = new LedgerRig(directory);
        feed = rig.feed;
    }

    /** set, version, language and notice stand in the row, the values in the archive. */
    @Test
    void aRowLeadsToWhatTheClausesSaid() {
        feed.add(accepted(1, 1));
        feed.add(accepted(2, 2));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 2);

            String clauses = rig.message(ledger, id(1)).getFirst().evidence().clauses();
            assertThat(clauses).startsWith("octroi-1.fr/0a1b2c3d/").hasSize(53);
            assertThat(ledger.files().said(clauses)).contains(SAID);
            assertThat(ledger.files().said("")).isEmpty();
            assertThat(ledger.files().said("fr-1")).isEmpty();
        }
    }

    @Test
    void aRecipientIsFoundByKeyWithEverythingThatHappened() {
        feed.add(accepted(1, 1));
        feed.add(settled(2, 1, 0, Outcome.Kind.DELIVERED));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 2);

            assertThat(rig.person(ledger, key(ANNE)))
                    .extracting(LedgerRow::event)
                    .containsExactly(Event.DELIVERED, Event.ACCEPTED);
            assertThat(rig.person(ledger, key(BOB)))
                    .singleElement()
                    .satisfies(row -> assertThat(row.evidence().why()).isEqualTo("opposition"));
            assertThat(rig.message(ledger, id(1))).hasSize(3);
            assertThat(ledger.latest(1))
                    .singleElement()
                    .satisfies(row -> assertThat(row.evidence().response()).isEqualTo("250 ok"));
        }
    }

    @Test
    void whatTheReplayBringsTwiceIsCountedOnce() {
        feed.add(accepted(1, 1));
        feed.add(accepted(2, 1));
        feed.add(settled(3, 1, 0, Outcome.Kind.BOUNCED));
        feed.add(settled(4, 1, 0, Outcome.Kind.BOUNCED));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 4);

            assertThat(rig.message(ledger, id(1))).hasSize(3);
            assertThat(ledger.today()).isEqualTo(new Totals(0, 2, 0, 1, 1, 0, 0));
        }
    }

    @Test
    void readingGoesOnFromTheCommittedPositionAlsoInAnotherMonth() {
        feed.add(accepted(1, 1));
        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 1);
            assertThat(ledger.allTime().queued()).isEqualTo(1);
        }
        feed.ledgerCommitted(0);
        feed.add(settled(2, 1, 0, Outcome.Kind.DELIVERED));

        try (Ledger ledger = open(NOW.plusSeconds(3600))) {
            await().until(() -> feed.committed() == 2);

            assertThat(ledger.allTime()).isEqualTo(new Totals(0, 2, 1, 0, 1, 0, 0));
            assertThat(ledger.allTime().queued()).isZero();
            assertThat(rig.person(ledger, key(ANNE))).hasSize(2);
            assertThat(directory.resolve("2026-11.db")).exists();
            assertThat(directory.resolve("2026-12.db")).exists();
        }
    }

    @Test
    void repeatsOfARefusalWithinAMinuteAreOneRow() {
        try (Ledger ledger = open(NOW)) {
            ledger.refused(OUTIL, Optional.of(key(ANNE)), Tag.OPPOSED, NOW);
            ledger.refused(OUTIL, Optional.of(key(ANNE)), Tag.OPPOSED, NOW.plusSeconds(1));
            await().until(() -> ledger.today().refused() == 2);
            ledger.refused(OUTIL, Optional.of(key(ANNE)), Tag.OPPOSED, NOW.plusSeconds(59));
            ledger.refused(OUTIL, Optional.empty(), Tag.RELAY_DENIED, NOW);
            await().until(() -> ledger.today().refused() == 4);

            assertThat(rig.person(ledger, key(ANNE)))
                    .singleElement()
                    .satisfies(row -> assertThat(row.count()).isEqualTo(3));
        }
    }

    @Test
    void aFileWithoutTablesIsAnEmptyMonth() throws Exception {
        Files.createFile(directory.resolve("2026-11.db"));
        feed.add(accepted(1, 1));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 1);
            assertThat(ledger.today().accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRefusalAfterItsMinuteIsANewRow() {
        try (Ledger ledger = open(NOW)) {
            ledger.refused(OUTIL, Optional.of(key(ANNE)), Tag.OPPOSED, NOW.minusSeconds(61));
            ledger.refused(OUTIL, Optional.of(key(ANNE)), Tag.OPPOSED, NOW);
        }

        try (Ledger ledger = open(NOW)) {
            assertThat(rig.person(ledger, key(ANNE))).hasSize(2);
        }
    }

    @Test
    void noFileHoldsAnAddress() throws Exception {
        feed.add(accepted(1, 1));
        feed.add(
                new SpoolEvent.Settled(
                        2,
                        id(1),
                        0,
                        LedgerRig.ORIGIN,
                        ANNE,
                        new Outcome(
                                Outcome.Kind.BOUNCED, "550 <anne@example.org> is unknown", NOW)));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 2);
            assertThat(rig.person(ledger, key(ANNE)).getFirst().evidence().response())
                    .isEqualTo("550 <***@example.org> is unknown");
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(
                            file ->
                                    assertThat(
                                                    new String(
                                                            Files.readAllBytes(file),
                                                            StandardCharsets.ISO_8859_1))
                                            .doesNotContain("anne"));
        }
    }

    @Test
    void aFeedThatFailsIsAskedAgain() {
        var failing =
                new LedgerFeed() {
                    private volatile boolean failed;

                    @Override
                    public List<SpoolEvent> after(long position, int max) {
                        if (!failed) {
                            failed = true;
                            throw new IllegalStateException("disk");
                        }
                        return feed.after(position, max);
                    }

                    @Override
                    public void ledgerCommitted(long position) {
                        feed.ledgerCommitted(position);
                    }
                };
        feed.add(accepted(7, 1));

        try (Ledger ledger =
                Ledger.open(
                        directory,
                        failing,
                        (_, address) -> key(address),
                        TestKeys.ONE,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new SimpleMeterRegistry())) {
            await().until(() -> feed.committed() == 7);
            assertThat(ledger.allTime().accepted()).isEqualTo(2);
        }
    }

    private Ledger open(Instant now) {
        return rig.open(now);
    }
}
