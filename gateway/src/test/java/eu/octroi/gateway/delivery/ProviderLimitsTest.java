// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.ProviderProfile.Pause;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Pauses and pace by a clock of their own. */
final class ProviderLimitsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = 60 * SECOND;
    private static final String SLOWER = "421 4.7.28 slower";

    private final ProviderPauses pauses =
            new ProviderPauses(
                    List.of(new Pause("4.7.28", Duration.ofMinutes(1), Duration.ofMinutes(3))));

    @Test
    void eachPauseIsTwiceAsLongAsTheLastUntilTheLongest() {
        assertThat(pauses.heard(SLOWER, 0)).contains(Duration.ofMinutes(1));
        assertThat(pauses.heard(SLOWER, MINUTE)).contains(Duration.ofMinutes(2));
        assertThat(pauses.heard(SLOWER, 3 * MINUTE)).contains(Duration.ofMinutes(3));
        assertThat(pauses.heard(SLOWER, 6 * MINUTE)).contains(Duration.ofMinutes(3));
    }

    @Test
    void whatIsHeardDuringAPauseBelongsToIt() {
        assertThat(pauses.heard(SLOWER, 0)).isPresent();
        assertThat(pauses.heard(SLOWER, MINUTE - 1)).isEmpty();
        pauses.taken(MINUTE - 1);

        assertThat(pauses.heard(SLOWER, MINUTE)).contains(Duration.ofMinutes(2));
    }

    @Test
    void aMessageThatIsTakenMakesTheNextPauseShortAgain() {
        assertThat(pauses.heard(SLOWER, 0)).isPresent();
        pauses.taken(MINUTE);

        assertThat(pauses.heard(SLOWER, MINUTE)).contains(Duration.ofMinutes(1));
    }

    @Test
    void onlyReplyOfClassFourWithTheWordsPauses() {
        assertThat(pauses.heard("550 4.7.28 never", 0)).isEmpty();
        assertThat(pauses.heard("451 4.7.1 greylisted", 0)).isEmpty();
        assertThat(pauses.isOn(0)).isFalse();
    }

    @Test
    void messagesBeginEvenlyAndARestIsKeptForOneSecondOnly() {
        Pace pace = new Pace(120);

        assertThat(begun(pace, 0, 10)).isEqualTo(3);
        assertThat(begun(pace, SECOND / 2, 10)).isEqualTo(1);
        assertThat(pace.waitNanos(SECOND / 2)).isEqualTo(SECOND / 2);
        assertThat(begun(pace, 10 * MINUTE, 10)).isEqualTo(3);
    }

    @Test
    void withoutALimitNothingWaits() {
        assertThat(begun(new Pace(0), 0, 1_000)).isEqualTo(1_000);
    }

    private static int begun(Pace pace, long now, int most) {
        int begun = 0;
        while (begun < most && pace.waitNanos(now) == 0) {
            pace.begin(now);
            begun++;
        }
        return begun;
    }
}
