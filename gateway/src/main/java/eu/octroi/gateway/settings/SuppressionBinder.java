// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.settings.SuppressionSettings.Retention;

import java.time.Duration;

/** Binds what holds for the suppression list. */
final class SuppressionBinder {
    /** Three years whichever of them has the leap day: CNIL's floor for oppositions (B-15). */
    static final Duration WISHES_KEPT_MIN = Duration.ofDays(1096);

    private static final Form<Duration> OF_A_WISH =
            Forms.DURATION_FORM.that(
                    kept -> kept.compareTo(WISHES_KEPT_MIN) >= 0, "at least 1096d (three years)");
    private static final Form<Duration> OF_OTHERS =
            Forms.DURATION_FORM.that(
                    kept -> kept.compareTo(Duration.ofDays(1)) >= 0, "at least 1d");

    private SuppressionBinder() {}

    static SuppressionSettings suppression(Section section) {
        SuppressionSettings is = SuppressionSettings.DEFAULTS;
        return new SuppressionSettings(
                section.or("entries-min", Forms.longCount(1000, 1_000_000_000), is.entriesMin()),
                section.or("surge-per-minute", Forms.count(1, 10_000_000), is.surgePerMinute()),
                section.section("retention", SuppressionBinder::retention));
    }

    private static Retention retention(Section section) {
        return new Retention(
                section.optional("opposition", OF_A_WISH),
                section.optional("complaint", OF_A_WISH),
                section.optional("erasure", OF_A_WISH),
                section.optional("hard-bounce", OF_OTHERS),
                section.optional("role", OF_OTHERS),
                section.optional("external-list", OF_OTHERS),
                section.optional("manual", OF_OTHERS));
    }
}
