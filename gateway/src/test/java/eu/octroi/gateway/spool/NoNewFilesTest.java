// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** S7: the operating system makes no new file, though the disk has room. */
final class NoNewFilesTest {
    private static final Path DIRECTORY = Path.of("spool");

    private final FaultyFiles disk = new FaultyFiles();
    private volatile Optional<String> refusal = Optional.empty();

    @ParameterizedTest
    @ValueSource(
            strings = {"No space left on device", "Disk quota exceeded", "Too many open files"})
    void whereNoFileCanBeMadeMailIsRefusedOutcomesAreTakenAndItRecoversByItself(String why) {
        try (Spool spool = open()) {
            await().until(spool::isWritable);
            List<Spooled> taken = new ArrayList<>(List.of(append(spool, 0)));
            refusal = Optional.of(why);
            fill(spool, taken);

            assertThat(spool.trouble()).hasValueSatisfying(t -> assertThat(t).contains("452", why));
            taken.forEach(
                    message ->
                            spool.settle(message.acceptance(), 0, Mails.delivered())
                                    .toCompletableFuture()
                                    .join());
            assertThat(spool.messages()).isZero();

            refusal = Optional.empty();
            await().until(spool::isWritable);
            append(spool, 1_000);
            assertThat(spool.messages()).isOne();
        }
    }

    /** Until the first refusal, which is 452 and nothing worse. */
    private static void fill(Spool spool, List<Spooled> taken) {
        assertThatThrownBy(
                        () -> {
                            while (taken.size() < 1_000) {
                                taken.add(append(spool, taken.size()));
                            }
                        })
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SpoolFullException.class);
    }

    private static Spooled append(Spool spool, int number) {
        return spool.append(Mails.acceptance(number), Mails.original(number, 5_000))
                .toCompletableFuture()
                .join();
    }

    private Spool open() {
        return Spool.open(
                DIRECTORY,
                Mails.settings(32, 100),
                new Refusing(),
                Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }

    /** The disk, but for the making of files. */
    private final class Refusing implements SpoolFiles {
        @Override
        public SpoolFile open(Path file) throws IOException {
            if (refusal.isPresent() && !disk.paths().contains(file)) {
                throw new FileSystemException(file.toString(), null, refusal.get());
            }
            return disk.open(file);
        }

        @Override
        public void createDirectory(Path directory) {
            disk.createDirectory(directory);
        }

        @Override
        public List<String> list(Path directory) throws IOException {
            return disk.list(directory);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            disk.delete(file);
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            disk.forceDirectory(directory);
        }

        @Override
        public long freeSpace(Path directory) throws IOException {
            return disk.freeSpace(directory);
        }
    }
}
