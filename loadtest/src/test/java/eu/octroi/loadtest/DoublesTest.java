// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

final class DoublesTest {
    private static final List<Long> LIVES = List.of(0L, 10_000L, 20_000L);

    @Test
    void whatComesOnceIsNoDouble() {
        assertThat(Doubles.of(arrivals("a 300", "b 400", "c 12000"), LIVES))
                .isEqualTo(new Doubles(0, 0, 0));
    }

    @Test
    void whatComesAgainIsCountedAtTheKillAfterWhichItCame() {
        assertThat(
                        Doubles.of(
                                arrivals(
                                        "a 9000", "b 9001", "a 11000", "b 11001", "c 19000",
                                        "c 21000"),
                                LIVES))
                .isEqualTo(new Doubles(3, 0, 2));
    }

    @Test
    void whatComesAgainInTheSameLifeIsCountedApart() {
        assertThat(Doubles.of(arrivals("a 9000", "a 9500"), LIVES)).isEqualTo(new Doubles(1, 1, 1));
    }

    @Test
    void whatWasOnTheWayWhenTheProcessDiedIsOfItsLife() {
        assertThat(Doubles.of(arrivals("a 10050", "a 11000"), LIVES))
                .isEqualTo(new Doubles(1, 0, 1));
    }

    private static List<Doubles.Arrival> arrivals(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.split(" ", -1))
                .map(row -> new Doubles.Arrival(row[0], Long.parseLong(row[1])))
                .toList();
    }
}
