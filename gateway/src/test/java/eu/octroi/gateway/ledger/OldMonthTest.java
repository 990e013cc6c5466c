// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import static eu.octroi.gateway.ledger.LedgerRig.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.PersonKey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files from before the chain: they stay readable, and nobody says that they are proven. */
final class OldMonthTest {
    @TempDir private Path directory;
    private LedgerRig rig;

    @BeforeEach
    void layOut() throws Exception {
        rig = new LedgerRig(directory);
        Tampering old = new Tampering(directory.resolve("2026-11.db"));
        try (InputStream schema =
                Objects.requireNonNull(getClass().getResourceAsStream("/db/ledger/schema.sql"))) {
            old.run(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        old.run(
                "INSERT INTO entry (recipient, at, sequence, event, message, copy, credential,"
                    + " clauses, count) VALUES (x'000000000000000a0000000000000007', 5, 3, 10,"
                    + " zeroblob(16), 0, 'a', 'fr-1', 1), (x'', 6, 4, 12, NULL, NULL, 'a', '', 4)");
        old.run("INSERT INTO tally VALUES (0, 10, 1), (0, 12, 4)");
        old.run("INSERT INTO intervention VALUES (x'00', 0, 7, 1, 'x', 'y')");
        old.run("UPDATE progress SET sequence = 4, position = 0");
    }

    @Test
    void aMonthThatGoesOnIsChainedFromThere() {
        rig.batch(NOW, 2);

        LedgerProof proof = rig.verify();
        assertThat(proof.faults()).isEmpty();
        assertThat(proof.months())
                .containsExactly(
                        new LedgerProof.Month("2026-11", 9, 3, proof.months().getFirst().links()));
        try (Ledger ledger = rig.open(NOW)) {
            assertThat(ledger.allTime().refused()).isEqualTo(6);
        }
    }

    @Test
    void aMonthThatIsOverStaysAsItIs() throws Exception {
        Path file = directory.resolve("2026-11.db");
        byte[] before = Files.readAllBytes(file);

        rig.batch(NOW.plusSeconds(3600), 1);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(rig.verify().faults()).isEmpty();
        assertThat(rig.verify().months())
                .extracting(LedgerProof.Month::earlier)
                .containsExactly(2L, 0L);
        try (Ledger ledger = rig.open(NOW.plusSeconds(3600))) {
            assertThat(ledger.allTime().refused()).isEqualTo(6);
            assertThat(rig.person(ledger, new PersonKey(10, 7))).hasSize(1);
        }
    }

    @Test
    void whatIsTakenFromBeforeTheChainIsCounted() throws Exception {
        rig.batch(NOW, 1);

        new Tampering(directory.resolve("2026-11.db")).run("DELETE FROM entry WHERE sequence = 3");

        assertThat(rig.verify().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).startsWith("there are more or fewer"));
    }
}
