// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Finds what the project ships, from wherever the tests run. */
final class ShippedFiles {
    private ShippedFiles() {}

    /** A path below the project's root. */
    static Path of(String path) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("gateway"))) {
            root = Objects.requireNonNull(root.getParent(), "no project around");
        }
        return root.resolve(path);
    }
}
