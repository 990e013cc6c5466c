// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.address;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file of the index is harmed while the gateway runs: nobody who is suppressed ever looks as if
 * they were not, oppositions are recorded, and the index comes back (B-03).
 */
final class DamagedIndexTest {
    private static final int PERSONS = 2_000;

    /** Before it Chronicle keeps its locks. */
    private static final int CONTENT = 1 << 16;

    @TempDir private Path directory;
    private OpenList open;

    @BeforeEach
    void aListThatIsAskedAllTheTime() {
        open = OpenList.in(directory);
        for (int i = 0; i < PERSONS; i++) {
            open.list.add(ACME, person("user" + i + "@x.fr"), Reason.OPPOSITION, Channel.API);
        }
        open.list
                .add(ACME, person("last@x.fr"), Reason.OPPOSITION, Channel.API)
                .toCompletableFuture()
                .join();
        assertThat(passed()).isZero();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void itsOctetsAreOverwritten() throws IOException {
        try (FileChannel file = writing()) {
            file.write(ByteBuffer.allocate((int) file.size() - CONTENT), CONTENT);
        }

        assertNobodyPassesAndItComesBack();
    }

    @Test
    void itIsCutOff() throws IOException {
        try (FileChannel file = writing()) {
            file.truncate(4096);
        }

        assertNobodyPassesAndItComesBack();
    }

    @Test
    void itIsDeleted() throws IOException {
        Files.delete(file());

        assertNobodyPassesAndItComesBack();
    }

    @Test
    void oneBitOfOnePersonsKeyIsFlipped() throws IOException {
        byte[] key = open.list.personKey(ACME, address("user7@x.fr")).toByteArray();
        try (FileChannel file = writing()) {
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            file.read(all, 0);
            int at = find(all.array(), key);
            byte flipped = (byte) (all.get(at + PersonKey.BYTES - 1) ^ 1);
            file.write(ByteBuffer.wrap(new byte[] {flipped}), at + PersonKey.BYTES - 1L);
        }

        assertNobodyPassesAndItComesBack();
    }

    private void assertNobodyPassesAndItComesBack() {
        assertThat(passed()).isZero();
        open.list
                .add(ACME, person("new@x.fr"), Reason.OPPOSITION, Channel.ONE_CLICK)
                .toCompletableFuture()
                .join();

        await().atMost(Duration.ofSeconds(60)).until(open.list::isAvailable);
        assertThat(passed()).isZero();
        assertThat(open.isSuppressed("new@x.fr")).isTrue();
        assertThat(open.isSuppressed("user7@x.fr")).isTrue();
        assertThat(open.isSuppressed("stranger@x.fr")).isFalse();
    }

    /** How many of those who opposed would be mailed. */
    private long passed() {
        return Stream.iterate(0, i -> i + 1)
                .limit(PERSONS)
                .filter(i -> looksUnsuppressed("user" + i + "@x.fr"))
                .count();
    }

    private boolean looksUnsuppressed(String who) {
        try {
            return open.list.find(ACME, address(who)).isEmpty();
        } catch (SuppressionUnavailableException _) {
            // Not yet: nothing is sent.
            return false;
        }
    }

    private FileChannel writing() throws IOException {
        return FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("suppression"))) {
            List<Path> maps = files.filter(f -> f.toString().endsWith(".map")).toList();
            return maps.getFirst();
        }
    }

    private static int find(byte[] all, byte[] key) {
        for (int at = 0; at + key.length <= all.length; at++) {
            int same = 0;
            while (same < key.length && all[at + same] == key[same]) {
                same++;
            }
            if (same == key.length) {
                return at;
            }
        }
        throw new IllegalStateException("the key is not in the file");
    }
}
