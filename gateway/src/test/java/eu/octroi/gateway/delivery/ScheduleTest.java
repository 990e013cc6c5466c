// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** When copies and the route are tried again, by a clock that only counts. */
final class ScheduleTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RetrySchedule schedule =
            new RetrySchedule(
                    List.of(Duration.ofSeconds(60), Duration.ofSeconds(600)), new Random(7));

    @Test
    void waitsGrowStayAtTheLastAndAreSpreadByAQuarter() {
        for (int round = 0; round < 1_000; round++) {
            assertThat(schedule.afterNanos(1)).isBetween(45 * SECOND, 75 * SECOND);
            assertThat(schedule.afterNanos(2)).isBetween(450 * SECOND, 750 * SECOND);
            assertThat(schedule.afterNanos(99)).isBetween(450 * SECOND, 750 * SECOND);
        }
    }

    @Test
    void copiesDeferredTogetherDoNotComeBackTogether() {
        Set<Long> seconds = new HashSet<>();

        for (int copy = 0; copy < 1_000; copy++) {
            seconds.add(schedule.afterNanos(2) / SECOND);
        }

        assertThat(seconds).hasSizeGreaterThan(200);
    }

    @Test
    void theRouteStartsWithOneConnectionAndDoubles() {
        RouteHealth health = new RouteHealth(20, schedule);

        assertThat(health.allowed(0, 0)).isEqualTo(1);
        int[] expected = {2, 4, 8, 16, 20, 20};
        for (int allowed : expected) {
            health.opened();
            assertThat(health.allowed(0, 0)).isEqualTo(allowed);
        }
    }

    @Test
    void anOutagePausesLongerEachTimeAndThenProbesWithOne() {
        RouteHealth health = new RouteHealth(20, schedule);
        health.opened();

        health.failed(0, 0, "refused");
        assertThat(health.pauseNanos(0)).isBetween(SECOND * 3 / 4, SECOND * 5 / 4);
        assertThat(health.allowed(0, 0)).isZero();
        assertThat(health.trouble()).isEqualTo("refused");
        for (int again = 0; again < 40; again++) {
            health.failed(0, 0, "refused");
        }

        long max = RouteHealth.PAUSE_MAX.toNanos();
        assertThat(health.pauseNanos(0)).isBetween(max * 3 / 4, max * 5 / 4);
        assertThat(health.allowed(2 * max, 0)).isEqualTo(1);
    }

    @Test
    void aRefusedConnectionBesideStandingOnesStopsNobody() {
        RouteHealth health = new RouteHealth(20, schedule);
        health.opened();
        health.opened();

        health.failed(0, 3, "421 too many connections");

        assertThat(health.allowed(0, 3)).isEqualTo(3);
        assertThat(health.allowed(10 * SECOND, 3)).isEqualTo(3);
    }
}
