// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import static eu.octroi.gateway.ledger.LedgerRig.NOW;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.ledger.LedgerVerifier.Question;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** E-11: whatever somebody without the key does to the ledger, the walk over the chain sees it. */
final class LedgerVerifierTest {
    private static final Instant DECEMBER = NOW.plusSeconds(3600);
    private static final Question FROM_DECEMBER = new Question(Optional.of("2026-12"), List.of());

    @TempDir private Path directory;
    @TempDir private Path copies;
    private LedgerRig rig;

    @BeforeEach
    void write() {
        rig = new LedgerRig(directory);
        rig.batch(NOW, 2);
        rig.batch(NOW, 1);
        rig.batch(DECEMBER, 1);
    }

    @Test
    void whatWasWrittenIsWhole() {
        LedgerProof proof = rig.verify();

        assertThat(proof.faults()).isEmpty();
        assertThat(proof.months())
                .extracting(LedgerProof.Month::month)
                .containsExactly("2026-11", "2026-12");
        assertThat(proof.months()).extracting(LedgerProof.Month::earlier).containsOnly(0L);
        // Of each message three rows, of each batch a hold, a refusal and its repetition.
        assertThat(proof.rows()).isEqualTo(4 * 3 + 3 * 3);
        assertThat(proof.end().orElseThrow().month()).isEqualTo("2026-12");
    }

    @Test
    void everyChangeOfEveryValueOfEveryRowIsSeen() throws Exception {
        Path file = directory.resolve("2026-12.db");
        byte[] original = Files.readAllBytes(file);
        List<String> unseen = new ArrayList<>();
        int made = 0;
        for (Tampering.Change change : new Tampering(file).everyChange()) {
            if (new Tampering(file).make(change)) {
                made++;
                if (rig.verify(FROM_DECEMBER).isWhole()) {
                    unseen.add(change.toString());
                }
                Files.write(file, original);
            }
        }

        assertThat(unseen).isEmpty();
        assertThat(made).isGreaterThan(150);
    }

    @Test
    void theRowThatWasChangedIsNamed() throws Exception {
        Tampering file = new Tampering(directory.resolve("2026-11.db"));

        file.run("UPDATE entry SET response = '550 no' WHERE sequence = 6");

        assertThat(rig.verify().faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.month()).isEqualTo("2026-11");
                            assertThat(fault.row()).contains(6L);
                            assertThat(fault.what())
                                    .startsWith("the entry on ")
                                    .endsWith(" of 2026-11-30T23:59:00Z was changed");
                        });
    }

    @Test
    void everyRowThatIsTakenAwayIsSeen() throws Exception {
        Path file = directory.resolve("2026-12.db");
        byte[] original = Files.readAllBytes(file);
        List<String> unseen = new ArrayList<>();
        for (String table : Tampering.TABLES) {
            for (List<@Nullable Object> row : new Tampering(file).rows(table)) {
                new Tampering(file).delete(table, row);
                if (rig.verify(FROM_DECEMBER).isWhole()) {
                    unseen.add(table + " " + row);
                }
                Files.write(file, original);
            }
        }

        assertThat(unseen).isEmpty();
    }

    @Test
    void aRowThatIsAddedIsNamed() throws Exception {
        Tampering file = new Tampering(directory.resolve("2026-11.db"));

        file.run(
                "INSERT INTO entry (recipient, at, sequence, event, credential)"
                        + " VALUES (x'00', 0, 99, 12, 'outil')");

        assertThat(rig.verify().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.row()).contains(99L));
    }

    @Test
    void whoeverCutsTheEndOffBeforeItsLastSignatureIsSeenByTheHead() throws Exception {
        Path before = copy();
        rig.batch(DECEMBER.plusSeconds(60), 1);

        replace("2026-12.db", before);

        assertThat(rig.verify().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).startsWith("there was a link 6 of"));
    }

    @Test
    void aHeadThatWasNotedElsewhereIsLookedFor() throws Exception {
        Path before = copy();
        Head earlier = rig.verify().end().orElseThrow();
        rig.batch(DECEMBER.plusSeconds(60), 1);
        Head noted = rig.verify().end().orElseThrow();
        Question question = new Question(Optional.empty(), List.of(earlier, noted));
        assertThat(rig.verify(question).isWhole()).isTrue();

        replace("2026-12.db", before);
        replace("head", before);

        assertThat(rig.verify().isWhole()).isTrue();
        assertThat(rig.verify(question).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains(noted.hash()));
    }

    @Test
    void aMonthThatIsGoneIsSeen() throws Exception {
        for (String month : List.of("2026-11.db", "2026-12.db")) {
            Path copy = copy();
            Files.delete(copy.resolve(month));
            assertThat(verify(copy).isWhole()).as(month).isFalse();
        }
        Path headless = copy();
        Files.delete(headless.resolve("head"));
        assertThat(verify(headless).faults()).hasToString("[head: the file is missing]");
    }

    @Test
    void aMonthThatIsCutShortIsSeen() throws Exception {
        for (int part = 0; part < 10; part += 3) {
            for (String month : List.of("2026-11.db", "2026-12.db")) {
                Path copy = copy();
                Path file = copy.resolve(month);
                byte[] whole = Files.readAllBytes(file);
                Files.write(
                        file,
                        Arrays.copyOf(whole, whole.length * part / 10),
                        StandardOpenOption.TRUNCATE_EXISTING);
                assertThat(verify(copy).isWhole()).as(month + " " + part).isFalse();
            }
        }
    }

    @Test
    void whatAnotherKeySignedIsSeen() {
        LedgerProof proof =
                LedgerVerifier.verify(
                        directory,
                        LedgerPublicKeys.ofPem(TestKeys.OTHER.open().pem()),
                        Question.ALL,
                        (_, _, _) -> {});

        assertThat(proof.faults()).extracting(LedgerProof.Fault::month).contains("2026-11", "head");
    }

    @Test
    void aKeyThatWasJoinedByANewerOneIsStillGood() {
        LedgerPublicKeys exported = LedgerPublicKeys.ofPem(TestKeys.TWO.open().pem());

        assertThat(exported.fingerprints()).hasSize(2);
        assertThat(
                        LedgerVerifier.verify(directory, exported, Question.ALL, (_, _, _) -> {})
                                .faults())
                .isEmpty();
    }

    @Test
    void anEarlyMonthMayBeLeftOutOnPurpose() throws Exception {
        Files.delete(directory.resolve("2026-11.db"));

        assertThat(rig.verify().isWhole()).isFalse();
        assertThat(rig.verify(new Question(Optional.of("2026-12"), List.of())).faults()).isEmpty();
    }

    @Test
    void aClockThatGoesBackOverTheEndOfAMonthBreaksNothing() {
        rig.batch(NOW, 1);
        rig.batch(DECEMBER.plusSeconds(120), 1);

        LedgerProof proof = rig.verify();

        assertThat(proof.faults()).isEmpty();
        assertThat(proof.months()).hasSize(2);
        assertThat(proof.rows()).isEqualTo(6 * 3 + 5 * 3);
    }

    @Test
    void whatTheSpoolTellsAgainIsNotWrittenAgain() {
        rig.feed.add(LedgerRig.accepted(100, 1));
        rig.feed.add(LedgerRig.settled(101, 1, 0, Outcome.Kind.DELIVERED));
        rig.feed.add(LedgerRig.accepted(102, 4));
        try (Ledger ledger = rig.open(DECEMBER)) {
            await().until(() -> rig.feed.committed() == 102);
            assertThat(rig.message(ledger, LedgerRig.id(4))).hasSize(3);
        }

        assertThat(rig.verify().faults()).isEmpty();
    }

    @Test
    void aLedgerIsCheckedWhileItIsWritten() {
        try (Ledger ledger = rig.open(DECEMBER)) {
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 400; i++) {
                    int number = 1000 + round * 400 + i;
                    rig.feed.add(LedgerRig.accepted(number, number));
                }
                assertThat(rig.verify().faults()).isEmpty();
            }
            await().until(() -> rig.feed.committed() == 2999);
            assertThat(ledger.allTime().accepted()).isGreaterThan(4000);
        }
        assertThat(rig.verify().faults()).isEmpty();
    }

    @Test
    void aStartAfterTheEndWasCutOffKeepsWhatShowsIt() throws Exception {
        Path before = copy();
        rig.batch(DECEMBER.plusSeconds(60), 1);
        replace("2026-12.db", before);

        rig.batch(DECEMBER.plusSeconds(120), 1);

        assertThat(rig.verify().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).startsWith("there was a link 6 of"));
    }

    private static LedgerProof verify(Path directory) {
        return LedgerVerifier.verify(directory, TestKeys.ONE.open(), Question.ALL, (_, _, _) -> {});
    }

    private void replace(String name, Path from) throws IOException {
        Files.copy(
                from.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path copy() throws IOException {
        Path copy = Files.createTempDirectory(copies, "copy");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
