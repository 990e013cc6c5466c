// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.List;

/** What reading a configuration came to: settings to start with, or everything that is wrong. */
public sealed interface SettingsResult {

    /** Every rule is kept. Each warning is to be logged once at start. */
    record Valid(Settings settings, List<Warning> warnings) implements SettingsResult {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Nothing may start.
     *
     * @param problems at least one; all of them, in the order of the file
     */
    record Invalid(List<Problem> problems) implements SettingsResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
