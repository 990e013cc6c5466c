// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class DiskFilesTest implements SpoolFilesContract {
    @TempDir private Path directory;

    @Override
    public SpoolFiles files() {
        return SpoolFiles.onDisk();
    }

    @Override
    public Path directory() {
        return directory.resolve("spool");
    }

    @Test
    void nobodyElseMayReadMail() throws IOException {
        Path file = directory().resolve("mail");
        files().open(file).close();

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(directory())).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
