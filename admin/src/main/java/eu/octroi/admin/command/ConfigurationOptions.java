// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.SettingsFile;
import eu.octroi.gateway.settings.SettingsResult;
import eu.octroi.gateway.settings.SettingsResult.Invalid;
import eu.octroi.gateway.settings.SettingsResult.Valid;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options every command that reads the configuration takes. Filled once by picocli. */
final class ConfigurationOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "config/octroi.yaml",
            description = "The configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("config/octroi.yaml");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory (default: data, or what the configuration says).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override one configuration key by its dotted path; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    Path file() {
        return file;
    }

    SettingsResult read() {
        return SettingsFile.read(file, overrides, data);
    }

    /** The settings, or a failure that lists every problem. */
    Valid readValid() {
        return switch (read()) {
            case Valid valid -> valid;
            case Invalid invalid -> throw new CommandFailedException(listed(invalid));
        };
    }

    Settings settings() {
        return readValid().settings();
    }

    static String listed(Invalid invalid) {
        int count = invalid.problems().size();
        return (count == 1 ? "one problem" : count + " problems")
                + " in the configuration\n"
                + invalid.problems().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\n"));
    }
}
