// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Random;

/**
 * Every operation on files fails once, by an error, a short write or a torn one, and the process
 * lives on (S4, S6): nothing that was acknowledged is lost, no file that failed is trusted again,
 * and mail is taken again by itself.
 */
final class DiskErrorTest {
    private static final int STEP = 8;

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedSurvivesAFailureOfEveryOperation(Fault fault) {
        long operations = Workload.run(new FaultyFiles()).files().operations();

        for (long at = first(fault); at <= operations; at += STEP) {
            Workload ran = Workload.goOn(new FaultyFiles().failingAt(at, fault));

            assertThat(ran.files().isTrustedAgain()).as("%s at %d: trusted", fault, at).isFalse();
            assertThat(ran.lossesIn(ran.files().afterKill())).as("%s at %d", fault, at).isEmpty();
            assertThat(ran.lossesIn(ran.files().afterPowerLoss(new Random(at))))
                    .as("%s at %d, then power lost", fault, at)
                    .isEmpty();
        }
    }

    /** Each kind of failure meets other operations. */
    private static long first(Fault fault) {
        return switch (fault) {
            case ERROR -> 1;
            case SHORT -> 3;
            case TORN -> 6;
        };
    }
}
