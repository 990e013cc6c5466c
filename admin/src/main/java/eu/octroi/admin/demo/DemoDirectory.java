// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.SettingsFile;
import eu.octroi.gateway.settings.SettingsResult.Invalid;
import eu.octroi.gateway.settings.SettingsResult.Valid;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the demo's gateway keeps its data, with the demo's configuration beside it. Immutable.
 *
 * @param path the data directory
 * @param temporary what is removed at the end; empty when the directory is the caller's
 */
record DemoDirectory(Path path, Optional<Path> temporary) implements Closeable {

    static DemoDirectory open(Optional<Path> given) {
        try {
            if (given.isPresent()) {
                return new DemoDirectory(given.get().toAbsolutePath(), Optional.empty());
            }
            Path made = Files.createTempDirectory("octroi-demo");
            return new DemoDirectory(made.resolve("data"), Optional.of(made));
        } catch (IOException e) {
            throw new DemoFailedException(
                    "no temporary directory can be made: " + FileTrouble.of(e), e);
        }
    }

    /** The demo's own configuration, read the way every other one is. */
    Settings settings(int mailboxPort, Map<String, String> overrides) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("delivery.smarthost.address", "127.0.0.1:" + mailboxPort);
        all.putAll(overrides);
        return switch (SettingsFile.read(configuration(), all, Optional.of(path))) {
            case Valid valid -> valid.settings();
            case Invalid invalid -> throw new DemoFailedException(listed(invalid));
        };
    }

    @Override
    public void close() {
        temporary.ifPresent(DemoDirectory::remove);
    }

    /** A copy on disk, because problems are told with the file's name. */
    private Path configuration() {
        try (InputStream in = DemoDirectory.class.getResourceAsStream("demo.yaml")) {
            if (in == null) {
                throw new IllegalStateException("demo.yaml is not in this build");
            }
            Path copy = Files.createTempFile("octroi-demo", ".yaml");
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            copy.toFile().deleteOnExit();
            return copy;
        } catch (IOException e) {
            throw new DemoFailedException(
                    "the demo's configuration cannot be written: " + FileTrouble.of(e), e);
        }
    }

    private static String listed(Invalid invalid) {
        return invalid.problems().stream()
                .map(Object::toString)
                .collect(
                        Collectors.joining(
                                "\n", "the demo's configuration does not fit together\n", ""));
    }

    private static void remove(Path directory) {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new DemoFailedException(directory + " cannot be removed: " + e, e);
        }
    }
}
