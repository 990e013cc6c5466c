// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What every file system under the spool promises, the one that fails on demand included. */
interface SpoolFilesContract {
    SpoolFiles files();

    /** Where files may be made; {@link #files} may create it. */
    Path directory();

    @BeforeEach
    default void create() throws IOException {
        files().createDirectory(directory());
    }

    @Test
    default void aDirectoryIsCreatedOnceWithItsParents() throws IOException {
        Path nested = directory().resolve("a/b");

        files().createDirectory(nested);
        open(nested.resolve("kept")).close();
        files().createDirectory(nested);

        assertThat(files().list(nested)).containsExactly("kept");
    }

    @Test
    default void aListingNamesFilesAndDirectoriesOfTheDirectoryAlone() throws IOException {
        Path quarantine = directory().resolve("quarantine");
        files().createDirectory(quarantine);
        open(directory().resolve("one")).close();
        open(directory().resolve("two")).close();
        open(quarantine.resolve("deeper")).close();

        assertThat(files().list(directory())).containsExactlyInAnyOrder("one", "two", "quarantine");
    }

    @Test
    default void inADirectoryThatIsNotThereNothingWorks() {
        Path missing = directory().resolve("missing");

        assertThatThrownBy(() -> files().list(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files().open(missing.resolve("x")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files().forceDirectory(missing))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files().freeSpace(missing))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    default void openingCreatesAnEmptyFileAndKeepsAFullOne() throws IOException {
        try (SpoolFile made = open(file())) {
            assertThat(made.size()).isZero();
            made.write(octets("whole"), 0);
        }

        try (SpoolFile again = open(file())) {
            assertThat(again.size()).isEqualTo(5);
            assertThat(read(again, 0, 5)).isEqualTo("whole");
        }
    }

    @Test
    default void twoOpenFilesOfOneNameAreOneFile() throws IOException {
        try (SpoolFile writer = open(file());
                SpoolFile reader = open(file())) {
            writer.write(octets("seen"), 0);

            assertThat(read(reader, 0, 4)).isEqualTo("seen");
        }
    }

    @Test
    default void aWriteGoesWhereItIsSentAndChangesNothingElse() throws IOException {
        try (SpoolFile file = open(file())) {
            file.write(octets("0123456789"), 0);
            ByteBuffer middle = octets("xxABCyy").position(2).limit(5);

            file.write(middle, 4);

            assertThat(middle.hasRemaining()).isFalse();
            assertThat(read(file, 0, 10)).isEqualTo("0123ABC789");
            assertThat(file.size()).isEqualTo(10);
        }
    }

    @Test
    default void aWriteBehindTheEndLeavesZerosBetween() throws IOException {
        try (SpoolFile file = open(file())) {
            file.write(octets("a"), 0);
            file.write(octets("b"), 3);

            assertThat(read(file, 0, 4)).isEqualTo("a\0\0b");
        }
    }

    @Test
    default void readingEndsWithTheFile() throws IOException {
        try (SpoolFile file = open(file())) {
            file.write(octets("12345"), 0);

            assertThat(read(file, 3, 10)).isEqualTo("45");
            assertThat(read(file, 5, 10)).isEmpty();
            assertThat(read(file, 500, 10)).isEmpty();
        }
    }

    @Test
    default void renamingReplacesAndTheOpenFileGoesAlong() throws IOException {
        Path target = directory().resolve("target");
        try (SpoolFile old = open(target);
                SpoolFile file = open(file())) {
            old.write(octets("old"), 0);
            file.write(octets("new"), 0);

            files().rename(file(), target);
            file.write(octets("er"), 3);

            assertThat(files().list(directory())).containsExactly("target");
            assertThat(read(old, 0, 10)).isEqualTo("old");
        }
        try (SpoolFile renamed = open(target)) {
            assertThat(read(renamed, 0, 10)).isEqualTo("newer");
        }
    }

    @Test
    default void whatIsNotThereCannotBeRenamed() {
        assertThatThrownBy(() -> files().rename(file(), directory().resolve("target")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    default void aDeletedFileIsGoneForNewReadersAndDeletedAgainInPeace() throws IOException {
        try (SpoolFile file = open(file())) {
            file.write(octets("kept"), 0);

            files().delete(file());
            files().delete(file());

            assertThat(files().list(directory())).isEmpty();
            assertThat(read(file, 0, 4)).isEqualTo("kept");
            file.force();
        }
        try (SpoolFile fresh = open(file())) {
            assertThat(fresh.size()).isZero();
        }
    }

    @Test
    default void forcingChangesNothingThatIsSeen() throws IOException {
        try (SpoolFile file = open(file())) {
            file.write(octets("forced"), 0);

            file.force();
            files().forceDirectory(directory());

            assertThat(read(file, 0, 6)).isEqualTo("forced");
            assertThat(files().list(directory())).hasSize(1);
        }
    }

    @Test
    default void thereIsFreeSpace() throws IOException {
        assertThat(files().freeSpace(directory())).isPositive();
    }

    @Test
    default void aClosedFileDoesNothingMore() throws IOException {
        SpoolFile file = open(file());

        file.close();
        file.close();

        assertThatThrownBy(() -> file.write(octets("late"), 0))
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> read(file, 0, 1)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::force).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
    }

    private Path file() {
        return directory().resolve("0000000001.segment");
    }

    private SpoolFile open(Path path) throws IOException {
        return files().open(path);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As much as there is of {@code length} octets. */
    private static String read(SpoolFile file, long at, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        file.read(target, at);
        return StandardCharsets.ISO_8859_1.decode(target.flip()).toString();
    }
}
