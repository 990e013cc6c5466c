// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

/** In virtual time: a pause after n failures in a row takes 2^n seconds here. */
final class RouteHealthTest {
    private static final int CONNECTIONS_MAX = 8;

    private final RouteHealth health =
            new RouteHealth(failures -> TimeUnit.SECONDS.toNanos(1L << failures));

    @Test
    void connectionsThatFailTogetherAreOneFailure() {
        for (int connection = 0; connection < CONNECTIONS_MAX; connection++) {
            health.failed(at(0) + connection, 0, "connection refused");
        }

        assertThat(health.pauseNanos(at(0) + CONNECTIONS_MAX))
                .isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(2));
        assertThat(health.trouble()).isEqualTo("connection refused");
    }

    @Test
    void eachFailureAfterAPauseMakesTheNextLonger() {
        health.failed(at(0), 0, "connection refused");
        assertThat(health.isPaused(at(1))).isTrue();
        assertThat(health.isPaused(at(2))).isFalse();

        health.failed(at(2), 0, "connection refused");

        assertThat(health.isPaused(at(5))).isTrue();
        assertThat(health.isPaused(at(6))).isFalse();
    }

    @Test
    void afterAnOutageOneConnectionTriesAndThenTwiceAsManyEachTime() {
        health.failed(at(0), 0, "connection refused");
        assertThat(health.allowed(at(1), 0)).as("while paused").isZero();
        assertThat(health.allowed(at(2), 0)).isEqualTo(1);

        health.opened(CONNECTIONS_MAX);
        assertThat(health.allowed(at(3), 1)).isEqualTo(2);
        health.opened(CONNECTIONS_MAX);
        health.opened(CONNECTIONS_MAX);
        health.opened(CONNECTIONS_MAX);

        assertThat(health.allowed(at(3), 1)).isEqualTo(CONNECTIONS_MAX);
        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void successForgetsTheFailuresBefore() {
        health.failed(at(0), 0, "connection refused");
        health.failed(at(2), 0, "connection refused");
        health.opened(CONNECTIONS_MAX);

        health.failed(at(100), 0, "421 too busy");

        assertThat(health.pauseNanos(at(100))).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void impatienceMakesNoPauseLonger() {
        health.failed(at(0), 0, "connection refused");
        health.failed(at(2), 0, "connection refused");
        for (int second = 3; second < 6; second++) {
            health.hasten();
            assertThat(health.allowed(at(second), 0)).isEqualTo(1);
            health.failed(at(second), 0, "connection refused");
            assertThat(health.pauseNanos(at(second))).isEqualTo(TimeUnit.SECONDS.toNanos(4));
        }

        health.failed(at(9), 0, "connection refused");

        assertThat(health.pauseNanos(at(9))).as("by itself").isEqualTo(TimeUnit.SECONDS.toNanos(8));
    }

    @Test
    void aFirstFailureCountsHoweverItCame() {
        health.hasten();
        health.failed(at(0), 0, "connection refused");

        assertThat(health.pauseNanos(at(0))).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void whatStandsIsWhatTheNextHopBears() {
        health.failed(at(0), 3, "421 too many connections");

        assertThat(health.allowed(at(1), 3)).as("none opens, none is closed").isEqualTo(3);
        assertThat(health.allowed(at(2), 3)).isEqualTo(3);
    }

    private static long at(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
