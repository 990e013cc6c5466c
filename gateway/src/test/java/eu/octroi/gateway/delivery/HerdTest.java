// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** After an outage nothing comes back all at once (D8). */
final class HerdTest {
    private static final int COPIES = 1_000_000;
    private static final Duration WAIT = Duration.ofMinutes(5);

    @Test
    void aMillionCopiesDeferredTogetherComeBackSpreadOverHalfTheirWait() {
        RetrySchedule schedule = new RetrySchedule(List.of(WAIT), new Random(1));
        int[] perSecond = new int[2 * (int) WAIT.toSeconds()];

        for (int copy = 0; copy < COPIES; copy++) {
            perSecond[(int) (schedule.afterNanos(1) / 1_000_000_000L)]++;
        }

        int even = COPIES / (int) (WAIT.toSeconds() / 2);
        assertThat(Arrays.stream(perSecond).max().orElseThrow()).isLessThan(even * 11 / 10);
    }

    @Test
    void oneConnectionProbesAndEachThatOpensDoublesWhatIsAllowed() {
        RouteHealth health = new RouteHealth(_ -> 100);
        List<Integer> allowed = new ArrayList<>();
        health.opened(50);
        health.failed(0, 0, "421 busy");

        assertThat(health.allowed(50, 0)).isZero();
        for (int opened = 0; opened < 8; opened++) {
            allowed.add(health.allowed(200, opened));
            health.opened(50);
        }

        assertThat(allowed).containsExactly(1, 2, 4, 8, 16, 32, 50, 50);
    }
}
