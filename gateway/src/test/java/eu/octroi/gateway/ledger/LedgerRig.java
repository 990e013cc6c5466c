// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Intervention;
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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger over events in a list, and what such events look like. Confined to one test. */
final class LedgerRig {
    static final Instant NOW = Instant.parse("2026-11-30T23:59:00Z");
    static final CredentialId OUTIL = new CredentialId("outil");
    static final EmailAddress ANNE = new EmailAddress("anne", "example.org");
    static final EmailAddress BOB = new EmailAddress("bob", "example.org");
    static final SaidClauses SAID =
            new SaidClauses("octroi-1.fr", "0a1b2c3d", "controller=Exemple SAS\n");
    static final Origin ORIGIN =
            new Origin(
                    OUTIL,
                    new StreamId("prospection"),
                    StreamClass.PROSPECTING,
                    new ControllerNumber(1),
                    Optional.empty());
    private static final Verdict OPPOSED =
            new Verdict.Suppressed(new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, NOW));

    final InMemoryFeed feed = new InMemoryFeed();
    private final Path directory;
    private long position;
    private int messages;

    LedgerRig(Path directory) {
        this.directory = directory;
    }

    Ledger open(Instant now) {
        return Ledger.open(
                directory,
                feed,
                new NamedKeys(),
                TestKeys.ONE,
                Clock.fixed(now, ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }

    /** Opens the ledger, has it write one batch of so many messages and more, and closes it. */
    void batch(Instant now, int count) {
        try (Ledger ledger = open(now)) {
            batch(ledger, now, count);
        }
    }

    /**
     * One batch: so many messages, all delivered; one was held before, and a refusal came twice.
     */
    void batch(Ledger ledger, Instant now, int count) {
        List<SpoolEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages++;
            events.add(accepted(++position, messages));
            events.add(settled(++position, messages, 0, Outcome.Kind.DELIVERED));
        }
        Intervention hold =
                new Intervention(Intervention.Kind.HELD, now, "admin-token", "a look first");
        events.add(new SpoolEvent.Intervened(++position, id(messages), 0, hold));
        feed.addTogether(events);
        await().until(() -> feed.committed() == position);
        ledger.refused(OUTIL, Optional.of(key(ANNE)), Tag.OPPOSED, now);
        await().until(() -> !ledger.latest(1).isEmpty() && isRefusal(ledger));
        ledger.refused(OUTIL, Optional.of(key(ANNE)), Tag.OPPOSED, now.plusSeconds(1));
    }

    private static boolean isRefusal(Ledger ledger) {
        return ledger.latest(1).getFirst().event() == Event.REFUSED;
    }

    List<LedgerRow> message(Ledger ledger, MessageId message) {
        return ledger.files().byMessage(message).stream().map(StoredRow::row).toList();
    }

    List<LedgerRow> person(Ledger ledger, PersonKey person) {
        return ledger.files().byRecipient(List.of(person), 100).stream()
                .map(StoredRow::row)
                .toList();
    }

    LedgerProof verify() {
        return verify(LedgerVerifier.Question.ALL);
    }

    LedgerProof verify(LedgerVerifier.Question question) {
        return LedgerVerifier.verify(directory, TestKeys.ONE.open(), question, (_, _, _) -> {});
    }

    static PersonKey key(EmailAddress address) {
        return new PersonKey(address.localPart().hashCode(), 7);
    }

    static MessageId id(int number) {
        return new MessageId(NOW.toEpochMilli() << 16, number);
    }

    /** To Anne, who gets it, and Bob, who opposed. */
    static SpoolEvent accepted(long position, int number) {
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

    static SpoolEvent settled(long position, int number, int copy, Outcome.Kind kind) {
        return new SpoolEvent.Settled(
                position, id(number), copy, ORIGIN, ANNE, new Outcome(kind, "250 ok", NOW));
    }
}
