// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.SettingsFile;
import eu.octroi.gateway.settings.SettingsResult;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** A regime that nobody has looked at for a year is told of. */
final class ConsentStateTest {
    private static final Path SHIPPED = Path.of("..", "config", "octroi.yaml");

    @Test
    void aRegimeIsToldOfFromTwelveMonthsAfterItsReviewOn() {
        Settings settings =
                ((SettingsResult.Valid) SettingsFile.read(SHIPPED, Map.of(), Optional.empty()))
                        .settings();
        LocalDate reviewed = settings.regimes().named("fr").review().on();

        assertThat(ConsentState.regimes(settings, reviewed.plusMonths(12))).isEqualTo("25 known");
        assertThat(ConsentState.regimes(settings, reviewed.plusMonths(12).plusDays(1)))
                .startsWith("25 known; not reviewed for a year: at of ")
                .contains("fr of " + reviewed);
    }
}
