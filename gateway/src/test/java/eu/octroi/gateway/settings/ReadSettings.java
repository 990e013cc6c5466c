// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a configuration file says, for tests that know whether it is right. */
public final class ReadSettings {
    private ReadSettings() {}

    /** The settings of a file without problems. */
    public static Settings of(Path file, Map<String, String> overrides, Optional<Path> data) {
        return switch (SettingsFile.read(file, overrides, data)) {
            case SettingsResult.Valid valid -> valid.settings();
            case SettingsResult.Invalid invalid ->
                    throw new AssertionError(invalid.problems().toString());
        };
    }

    /** Everything that is wrong; empty when nothing is. */
    static List<Problem> problems(SettingsResult result) {
        return switch (result) {
            case SettingsResult.Valid _ -> List.of();
            case SettingsResult.Invalid invalid -> invalid.problems();
        };
    }
}
