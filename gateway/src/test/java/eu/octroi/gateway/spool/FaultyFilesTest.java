// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.nio.file.Path;

/** Faults aside, the file system of the tests is one like any other. */
final class FaultyFilesTest implements SpoolFilesContract {
    private final SpoolFiles files = new FaultyFiles();

    @Override
    public SpoolFiles files() {
        return files;
    }

    @Override
    public Path directory() {
        return Path.of("spool");
    }
}
