// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.store.StoreException;

import net.openhft.chronicle.hash.impl.SizePrefixedBlob;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** When the index of an earlier run is believed, and what happens when it is not. */
final class IndexTrustTest {
    @TempDir private Path directory;
    private Path state;

    @BeforeEach
    void aListWithJoIsClosedCleanly() {
        state = directory.resolve("suppression/index.state");
        try (var open = OpenList.in(directory)) {
            add(open, "jo@acme.fr");
        }
    }

    @Test
    void aCleanlyClosedIndexIsTrusted() {
        assertThatJoIsSuppressedAfter("");
    }

    @Test
    void aMissingStateMeansRebuilding() throws IOException {
        Files.delete(state);

        assertThatJoIsSuppressedAfter("there is no index");
    }

    @Test
    void aMissingFileMeansRebuilding() throws IOException {
        Files.delete(indexFile());

        assertThatJoIsSuppressedAfter("the index file is missing");
    }

    @ParameterizedTest
    @CsvSource({"0", "4096", "60000"})
    void oneChangedBitMeansRebuilding(long offset) throws IOException {
        try (var file = new RandomAccessFile(indexFile().toFile(), "rw")) {
            file.seek(offset);
            int octet = file.read();
            file.seek(offset);
            file.write(octet ^ 0x10);
        }

        assertThatJoIsSuppressedAfter("the index file was changed or damaged");
    }

    @Test
    void aTornStateMeansRebuilding() throws IOException {
        Files.writeString(state, Files.readString(state).substring(0, 20));

        assertThatJoIsSuppressedAfter("there is no index");
    }

    @Test
    void anotherBootWithoutACleanCloseMeansRebuilding() throws IOException {
        edit("crc32c=.*\n", "");
        edit("boot=.*", "boot=another");

        assertThatJoIsSuppressedAfter("the machine stopped without closing the index");
    }

    @Test
    void theSameBootWithoutACleanCloseMeansReplayingTheEnd() throws IOException {
        edit("crc32c=.*\n", "");

        assertThatJoIsSuppressedAfter("the index is behind the record");
    }

    /** A second kill, while the next process looked through the file or made it. */
    @ParameterizedTest
    @Timeout(30)
    @CsvSource({"marked as not ready", "cut"})
    void aFileThatWasNeverReadyIsRebuiltAndNotWaitedFor(String how) throws IOException {
        edit("crc32c=.*\n", "");
        try (var file = new RandomAccessFile(indexFile().toFile(), "rw")) {
            if (how.equals("cut")) {
                file.setLength(10);
            } else {
                file.seek(SizePrefixedBlob.SIZE_WORD_OFFSET);
                int word = Integer.reverseBytes(file.readInt());
                file.seek(SizePrefixedBlob.SIZE_WORD_OFFSET);
                file.writeInt(Integer.reverseBytes(word | SizePrefixedBlob.NOT_COMPLETE));
            }
        }

        assertThatJoIsSuppressedAfter("the index file cannot be read");
    }

    @Test
    void anIndexBehindTheRecordCatchesUp() throws IOException {
        Path before = directory.resolve("before");
        copy(directory.resolve("suppression"), before);
        try (var open = OpenList.in(directory)) {
            add(open, "al@acme.fr");
        }
        copy(before, directory.resolve("suppression"));

        try (var open = OpenList.in(directory)) {
            assertThat(open.isSuppressed("al@acme.fr")).isTrue();
            assertThat(open.isSuppressed("jo@acme.fr")).isTrue();
        }
    }

    @Test
    void anIndexOfAnotherRecordEndsTheStart() throws IOException {
        edit("record=.*", "record=another");

        assertThatThrownBy(() -> OpenList.in(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another record")
                .hasMessageContaining("restore the right record.db");
    }

    @Test
    void aRecordPutBackInTimeEndsTheStart() throws IOException {
        edit("watermark=.*", "watermark=99");

        assertThatThrownBy(() -> OpenList.in(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("put back to an older state")
                .hasMessageContaining("restore the newer record.db");
    }

    @Test
    void aRebuiltIndexIsTrustedByTheNextStart() throws IOException {
        Files.delete(state);
        OpenList.in(directory).close();

        assertThatJoIsSuppressedAfter("");
    }

    private void assertThatJoIsSuppressedAfter(String rebuild) {
        try (var open = OpenList.in(directory)) {
            assertThat(open.isSuppressed("jo@acme.fr")).isTrue();
            assertThat(open.isSuppressed("al@acme.fr")).isFalse();
            assertThat(String.join(",", open.rebuilds)).isEqualTo(rebuild);
            // Counted on a thread of its own: no start waits for it.
            await().untilAsserted(
                            () ->
                                    assertThat(open.list.stats().entries().get(ACME))
                                            .containsEntry(Reason.OPPOSITION, 1L));
        }
    }

    private static void add(OpenList open, String address) {
        open.list
                .add(ACME, person(address), Reason.OPPOSITION, Channel.API)
                .toCompletableFuture()
                .join();
    }

    private Path indexFile() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("suppression"))) {
            return files.filter(file -> file.toString().endsWith(".map")).findFirst().orElseThrow();
        }
    }

    private void edit(String pattern, String replacement) throws IOException {
        String text = Files.readString(state, StandardCharsets.UTF_8);
        Files.writeString(state, text.replaceFirst(pattern, replacement));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(to)) {
            for (Path old : files.toList()) {
                Files.delete(old);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
