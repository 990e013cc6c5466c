// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a configuration file. Nothing is corrected silently: either everything is right, or every
 * problem is told at once.
 *
 * <p>Relative paths in it: {@code data} is looked for from the working directory, like {@code
 * --data}; key, certificate and password files from the directory of the configuration file.
 */
public final class SettingsFile {
    private static final long OCTETS_MAX = 4L << 20;

    private SettingsFile() {}

    /**
     * Reads {@code file}; never throws for what stands in it.
     *
     * @param overrides the values of {@code --set}, by dotted path, in the order given
     * @param dataOverride the value of {@code --data}, which wins over everything
     */
    public static SettingsResult read(
            Path file, Map<String, String> overrides, Optional<Path> dataOverride) {
        Problems problems = new Problems(Position.of(file.toString()));
        Optional<Value> yaml =
                text(file, problems).flatMap(t -> YamlTree.parse(file.toString(), t, problems));
        if (yaml.isEmpty()) {
            return new SettingsResult.Invalid(problems.sorted());
        }
        Value document = new Overrides(problems).apply(yaml.get(), overrides);
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        SettingsBinder binder = new SettingsBinder(base, dataOverride, problems);
        Settings settings = Section.read(document, problems, binder::bind);
        return problems.isEmpty()
                ? new SettingsResult.Valid(settings, problems.warnings())
                : new SettingsResult.Invalid(problems.sorted());
    }

    private static Optional<String> text(Path file, Problems problems) {
        try {
            if (Files.size(file) > OCTETS_MAX) {
                problems.add("", "is over " + OCTETS_MAX + " octets");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (IOException unreadable) {
            problems.add("", reason(unreadable));
            return Optional.empty();
        }
    }

    private static String reason(IOException unreadable) {
        return switch (unreadable) {
            case NoSuchFileException _ -> "does not exist";
            case AccessDeniedException _ -> "may not be read by this user";
            case MalformedInputException _ -> "is not UTF-8";
            default -> "cannot be read: " + unreadable.getMessage();
        };
    }
}
