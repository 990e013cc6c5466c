// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** A start that cannot go well ends at once, with a code that a supervisor can tell apart. */
final class RefusedStartIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void aBadConfigurationEndsWithOneAndEveryProblemIsTold() throws Exception {
        try (Street street = Street.open(directory)) {
            Running refused =
                    street.command(
                            "serve",
                            "--set",
                            "listen.smtp.address=here",
                            "--set",
                            "streams.offers.sauce=list");

            assertThat(refused.exitCode(SOON)).isEqualTo(1);
            assertThat(refused.output())
                    .contains("2 problems", "listen.smtp.address", "sauce", "source");
            assertThat(street.isAnnounced()).isFalse();
        }
    }

    @Test
    void wrongWordsEndWithTwo() throws Exception {
        try (Street street = Street.open(directory)) {
            Running refused = street.command("serve", "--nonsense");

            assertThat(refused.exitCode(SOON)).isEqualTo(2);
            assertThat(refused.output()).contains("--nonsense", "Try: octroi serve --help");
        }
    }

    @Test
    void aSecondOwnerOfTheDataEndsWithOneAndTheFirstGoesOn() throws Exception {
        try (Street street = Street.open(directory)) {
            Running first = street.serve();

            Running second = street.command("serve");

            assertThat(second.exitCode(SOON)).isEqualTo(1);
            assertThat(second.output()).contains(directory.resolve("data").toString());
            assertThat(first.isAlive()).isTrue();
            assertThat(street.isAnnounced()).isTrue();
            assertThat(street.send("-n", "10", "-s", "1").exitCode(SOON)).isZero();
        }
    }
}
