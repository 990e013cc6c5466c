// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.ledger.Event;
import eu.octroi.gateway.ledger.Ledger;
import eu.octroi.gateway.ledger.LedgerProof;
import eu.octroi.gateway.ledger.LedgerVerifier;
import eu.octroi.gateway.ledger.TestKeys;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.spool.DiskFiles;
import eu.octroi.gateway.spool.Spool;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/** Real processes, really killed while spool and ledger are written at full speed. */
final class LedgerKillTest {
    private static final int LIVES = 3;
    private static final int NUMBERS_PER_LIFE = 1_000_000;
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    @TempDir private Path directory;

    @Test
    void afterAKillTheChainIsWholeAndEveryAnsweredMessageHasItsRows() throws Exception {
        Set<Integer> answered = new TreeSet<>();
        for (int life = 0; life < LIVES; life++) {
            answered.addAll(liveAndDie(life * NUMBERS_PER_LIFE, 300 + 700 * life));

            assertThat(verify().faults()).isEmpty();
        }

        try (Spool spool = spool(directory);
                Ledger ledger = ledger(directory, spool)) {
            int last = answered.stream().reduce(0, Math::max);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !ledger.files().byMessage(id(last)).isEmpty());
            for (int number : answered) {
                assertThat(ledger.files().byMessage(id(number)))
                        .extracting(stored -> stored.row().event())
                        .contains(Event.ACCEPTED, Event.WITHHELD)
                        .doesNotHaveDuplicates();
            }
        }
        LedgerProof proof = verify();
        assertThat(proof.faults()).isEmpty();
        assertThat(proof.rows()).isGreaterThanOrEqualTo(2L * answered.size());
        assertThat(answered).hasSizeGreaterThanOrEqualTo(LIVES * 300);
    }

    private LedgerProof verify() {
        return LedgerVerifier.verify(
                directory.resolve("ledger"),
                TestKeys.ONE.open(),
                LedgerVerifier.Question.ALL,
                (_, _, _) -> {});
    }

    /** Runs a child, kills it after so many answers, returns all it printed. */
    private Set<Integer> liveAndDie(int first, int answers) throws IOException {
        Process process =
                ChildJvm.start(
                        List.of(), Child.class, directory.toString(), Integer.toString(first));
        Set<Integer> answered = new TreeSet<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("answered [0-9]+")) {
                    answered.add(Integer.parseInt(line.substring("answered ".length())));
                }
                if (answered.size() == answers) {
                    // By its handle: the process would close the stream we still read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        return answered;
    }

    private static Spool spool(Path directory) {
        return Spool.open(
                directory.resolve("spool"),
                new SpoolSettings(
                        ByteSize.ofMebibytes(1),
                        2000,
                        new ByteSize(0),
                        100_000,
                        64,
                        Duration.ofHours(24),
                        Duration.ofSeconds(10)),
                new DiskFiles(),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private static Ledger ledger(Path directory, Spool spool) {
        return Ledger.open(
                directory.resolve("ledger"),
                spool,
                new NamedKeys(),
                TestKeys.ONE,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private record NamedKeys() implements ContactKeys {
        @Override
        public List<PersonKey> person(ControllerNumber controller, EmailAddress address) {
            return List.of(new PersonKey(address.localPart().hashCode(), 7));
        }

        @Override
        public List<PersonKey> company(ControllerNumber controller, EmailAddress address) {
            return List.of();
        }
    }

    private static MessageId id(int number) {
        return new MessageId(NOW.toEpochMilli() << 16, number);
    }

    private static Acceptance acceptance(int number) {
        SaidClauses said = new SaidClauses("octroi-1.fr", "0a1b2c3d", "number=" + number % 7);
        Verdict opposed =
                new Verdict.Suppressed(new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, NOW));
        return new Acceptance(
                id(number),
                NOW,
                new Origin(
                        new CredentialId("outil"),
                        new StreamId("prospection"),
                        StreamClass.PROSPECTING,
                        new ControllerNumber(1),
                        Optional.empty()),
                ReversePath.NULL,
                false,
                List.of(),
                List.of(
                        copy("a" + number, Verdict.Deliver.DELIVER, said),
                        copy("b" + number, opposed, said)),
                new Treatment(Treatment.Kind.EDITED, Optional.empty(), List.of(), List.of(said)));
    }

    private static Copy copy(String to, Verdict verdict, SaidClauses said) {
        return new Copy(
                new EmailAddress(to, "example.org"),
                verdict,
                said.reference(),
                Optional.of(new SourceId("sirene")),
                List.of());
    }

    /** Accepts, delivers and refuses as fast as it can; prints each number once it is answered. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path directory = Path.of(arguments[0]);
            Semaphore inFlight = new Semaphore(32);
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            try (Spool spool = spool(directory);
                    Ledger ledger = ledger(directory, spool)) {
                for (int number = Integer.parseInt(arguments[1]); ; number++) {
                    inFlight.acquire();
                    int answered = number;
                    spool.append(acceptance(number), Octets.of("Subject: x\r\n\r\nx\r\n"))
                            .thenAccept(
                                    spooled -> {
                                        print(out, answered);
                                        spool.settle(spooled.acceptance(), 0, delivered());
                                    })
                            .whenComplete((_, _) -> inFlight.release());
                    ledger.refused(
                            new CredentialId("outil"),
                            Optional.of(new PersonKey(number % 10, 7)),
                            Tag.OPPOSED,
                            Instant.now());
                }
            }
        }

        private static Outcome delivered() {
            return new Outcome(Outcome.Kind.DELIVERED, "250 2.0.0 taken", NOW.plusSeconds(1));
        }

        private static void print(FileOutputStream out, int number) {
            try {
                out.write(("answered " + number + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }
    }
}
