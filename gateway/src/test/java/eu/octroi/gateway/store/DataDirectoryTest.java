// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

final class DataDirectoryTest {
    @TempDir private Path parent;

    @Test
    void aNewDirectoryIsPrivateAndSaysThatItIsNew() throws IOException {
        Path root = parent.resolve("data");

        try (var data = DataDirectory.open(root)) {
            assertThat(data.isNew()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aDirectoryWithSomethingInItIsNotNew() throws IOException {
        Files.writeString(parent.resolve("record.db"), "");

        try (var data = DataDirectory.open(parent)) {
            assertThat(data.isNew()).isFalse();
        }
    }

    @Test
    void aFileInItsPlaceIsToldInWords() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith(file + ": exists, as a file");
    }

    @Test
    void aDirectoryInUseIsRefusedAndGivenFreeAgain() {
        var first = DataDirectory.open(parent);

        assertThatThrownBy(() -> DataDirectory.open(parent))
                .isInstanceOf(DataDirectoryLockedException.class)
                .hasMessageContaining("in use by another process");

        first.close();
        DataDirectory.open(parent).close();
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstIsDead() throws IOException, InterruptedException {
        Process owner = ChildJvm.start(List.of(), Owner.class, parent.toString());
        assertThat(owner.getInputStream().read()).isEqualTo('o');

        assertThatThrownBy(() -> DataDirectory.open(parent))
                .isInstanceOf(DataDirectoryLockedException.class);

        owner.destroyForcibly().waitFor();
        DataDirectory.open(parent).close();
    }

    /** Holds a data directory until it is killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws IOException {
            try (var data = DataDirectory.open(Path.of(arguments[0]))) {
                System.out.print(data.isNew() ? "o" : "not new");
                System.out.flush();
                // Nobody writes to it: this waits for the end.
                int octet = System.in.read();
                throw new IllegalStateException("read " + octet);
            }
        }
    }
}
