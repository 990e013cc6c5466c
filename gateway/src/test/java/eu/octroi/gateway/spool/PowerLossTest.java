// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

/** Power goes at every operation on files; what was acknowledged before must be there after. */
final class PowerLossTest {
    private static final int STEP = 2;

    @Test
    void whatWasAcknowledgedSurvivesPowerLossAtEveryOperation() {
        long operations = Workload.run(new FaultyFiles()).files().operations();
        assertThat(operations).isGreaterThan(60);

        for (long at = 1; at <= operations; at += STEP) {
            Workload ran = Workload.run(new FaultyFiles().losingPowerAt(at));
            for (int seed = 0; seed < 2; seed++) {
                assertThat(ran.lossesIn(ran.files().afterPowerLoss(new Random(at * 31 + seed))))
                        .as("power lost at operation %d, seed %d", at, seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillAtEveryOperation() {
        long operations = Workload.run(new FaultyFiles()).files().operations();

        for (long at = 2; at <= operations; at += STEP) {
            Workload ran = Workload.run(new FaultyFiles().losingPowerAt(at));
            assertThat(ran.lossesIn(ran.files().afterKill()))
                    .as("killed at operation %d", at)
                    .isEmpty();
        }
    }

    /** The counter-proof: without force the same workload must be seen to lose mail. */
    @Test
    void aForceThatDoesNothingIsFoundOut() {
        Workload ran = Workload.run(new FaultyFiles().withoutForce());

        assertThat(ran.lossesIn(ran.files().afterPowerLoss(new Random(1)))).isNotEmpty();
    }
}
