// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

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
    private static final Instant NOW = Instant.parse("2026-11-30T23:59:00Z");
    private static final CredentialId OUTIL = new CredentialId("outil");
    private static final Origin ORIGIN =
            new Origin(
                    OUTIL,
                    new StreamId("prospection"),
                    StreamClass.PROSPECTING,
                    new ControllerNumber(1),
                    Optional.empty());
    private static final EmailAddress ANNE = new EmailAddress("anne", "example.org");
    private static final EmailAddress BOB = new EmailAddress("bob", "example.org");
    private static final Verdict OPPOSED =
            new Verdict.Suppressed(new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, NOW));

    private static final SaidClauses SAID =
            new SaidClauses("octroi-1.fr", "0a1b2c3d", "controller=Exemple SAS\n");

    private final InMemoryFeed feed = new InMemoryFeed();

    @TempDir private Path directory;

    /** set, version, language and notice stand in the row, the values in the archive. */
    @Test
    void aRowLeadsToWhatTheClausesSaid() {
        feed.add(accepted(1, 1));
        feed.add(accepted(2, 2));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 2);

            String clauses = ledger.byMessage(id(1)).getFirst().evidence().clauses();
            assertThat(clauses).startsWith("octroi-1.fr/0a1b2c3d/").hasSize(53);
            assertThat(ledger.said(clauses)).contains(SAID);
            assertThat(ledger.said("")).isEmpty();
            assertThat(ledger.said("fr-1")).isEmpty();
        }
    }

    @Test
    void aRecipientIsFoundByKeyWithEverythingThatHappened() {
        feed.add(accepted(1, 1));
        feed.add(settled(2, 1, 0, Outcome.Kind.DELIVERED));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 2);

            assertThat(ledger.byRecipient(key(ANNE), 10))
                    .extracting(LedgerRow::event)
                    .containsExactly(Event.DELIVERED, Event.ACCEPTED);
            assertThat(ledger.byRecipient(key(BOB), 10))
                    .singleElement()
                    .satisfies(row -> assertThat(row.evidence().why()).isEqualTo("opposition"));
            assertThat(ledger.byMessage(id(1))).hasSize(3);
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

            assertThat(ledger.byMessage(id(1))).hasSize(3);
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
            assertThat(ledger.byRecipient(key(ANNE), 10)).hasSize(2);
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

            assertThat(ledger.byRecipient(key(ANNE), 10))
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
            assertThat(ledger.byRecipient(key(ANNE), 10)).hasSize(2);
        }
    }

    @Test
    void noFileHoldsAnAddress() throws Exception {
        feed.add(accepted(1, 1));

        try (Ledger ledger = open(NOW)) {
            await().until(() -> feed.committed() == 1);
            assertThat(ledger.byRecipient(key(ANNE), 1)).hasSize(1);
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
                                            .doesNotContain("anne")
                                            .doesNotContain("example.org"));
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
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new SimpleMeterRegistry())) {
            await().until(() -> feed.committed() == 7);
            assertThat(ledger.allTime().accepted()).isEqualTo(2);
        }
    }

    private Ledger open(Instant now) {
        return Ledger.open(
                directory,
                feed,
                (_, address) -> key(address),
                Clock.fixed(now, ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }

    private static PersonKey key(EmailAddress address) {
        return new PersonKey(address.localPart().hashCode(), 7);
    }

    private static MessageId id(int number) {
        return new MessageId(NOW.toEpochMilli() << 16, number);
    }

    private static SpoolEvent accepted(long position, int number) {
        return new SpoolEvent.Accepted(
                position,
                new Acceptance(
                        id(number),
                        NOW,
                        ORIGIN,
                        ReversePath.NULL,
                        false,
                        List.of(),
                        List.of(copy(ANNE, Verdict.Deliver.DELIVER), copy(BOB, OPPOSED)),
                        new Treatment(
                                Treatment.Kind.EDITED,
                                Optional.empty(),
                                List.of(),
                                List.of(SAID))));
    }

    private static Copy copy(EmailAddress to, Verdict verdict) {
        return new Copy(
                to, verdict, SAID.reference(), Optional.of(new SourceId("sirene")), List.of());
    }

    private static SpoolEvent settled(long position, int number, int copy, Outcome.Kind kind) {
        return new SpoolEvent.Settled(
                position, id(number), copy, ORIGIN, ANNE, new Outcome(kind, "250 ok", NOW));
    }
}
