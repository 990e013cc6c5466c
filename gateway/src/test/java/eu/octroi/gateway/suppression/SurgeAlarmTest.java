// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.settings.SuppressionSettings.Retention;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** An alarm that never costs an opposition (B-29). */
final class SurgeAlarmTest {
    @TempDir private Path directory;
    private final TurningClock clock = new TurningClock(OpenList.NOW);
    private OpenList open;

    @BeforeEach
    void open() {
        open = OpenList.in(directory, new SuppressionSettings(1_000, 10, Retention.NEVER), clock);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void tooManyThroughOneChannelRaiseItAndAllAreRecorded() {
        object(11, Channel.ONE_CLICK);

        assertThat(surge(Channel.ONE_CLICK)).isEqualTo(1);
        assertThat(surge(Channel.PAGE)).isZero();
        for (int i = 0; i < 11; i++) {
            assertThat(open.isSuppressed("user" + i + "@x.fr")).isTrue();
        }
    }

    @Test
    void asManyAsAllowedOrInDifferentMinutesRaiseNone() {
        object(10, Channel.PAGE);
        clock.turn(Duration.ofMinutes(1));
        object(10, Channel.PAGE);

        assertThat(surge(Channel.PAGE)).isZero();
    }

    @Test
    void itEndsWhenTheMinuteAfterIsOver() {
        object(11, Channel.API);

        clock.turn(Duration.ofMinutes(1));
        assertThat(surge(Channel.API)).isEqualTo(1);
        clock.turn(Duration.ofMinutes(1));
        assertThat(surge(Channel.API)).isZero();
    }

    private void object(int persons, Channel channel) {
        for (int i = 0; i < persons; i++) {
            open.list
                    .add(ACME, person("user" + i + "@x.fr"), Reason.OPPOSITION, channel)
                    .toCompletableFuture()
                    .join();
        }
    }

    private double surge(Channel channel) {
        return open.meters
                .get("octroi.suppression.surge")
                .tag("source", channel.word())
                .gauge()
                .value();
    }
}
