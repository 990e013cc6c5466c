// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.SettingsFile;
import eu.octroi.gateway.settings.SettingsResult;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The shipped configuration on any free ports, for a gateway that runs within a test. */
final class AnyPort {
    private AnyPort() {}

    static Settings settings(Path data, Map<String, String> more) {
        Map<String, String> own = new HashMap<>(more);
        own.put("listen.smtp.address", "127.0.0.1:0");
        own.put("listen.web.address", "127.0.0.1:0");
        own.put("listen.admin.address", "127.0.0.1:0");
        return switch (SettingsFile.read(Ended.SHIPPED, own, Optional.of(data))) {
            case SettingsResult.Valid valid -> valid.settings();
            case SettingsResult.Invalid invalid ->
                    throw new AssertionError(invalid.problems().toString());
        };
    }
}
