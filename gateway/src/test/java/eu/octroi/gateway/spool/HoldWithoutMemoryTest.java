// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.ChildJvm;
import eu.octroi.gateway.domain.Intervention;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A process that has no memory left outside the heap refuses a hold, and goes on. */
final class HoldWithoutMemoryTest {
    private static final int LEFT_BYTES = 1 << 10;

    @TempDir private Path directory;

    @Test
    void aHoldThatFindsNoMemoryIsRefusedAndCopiesStillEnd()
            throws IOException, InterruptedException {
        Process child = ChildJvm.start("64m", List.of(), Child.class, directory.toString());

        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("refused, settled");
    }

    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            try (Spool spool =
                    Spool.open(
                            Path.of(arguments[0]),
                            Mails.settings(16, 6),
                            SpoolFiles.onDisk(),
                            Clock.systemUTC(),
                            new SimpleMeterRegistry())) {
                Spooled message =
                        spool.append(Mails.acceptance(1), Mails.original(1, 100))
                                .toCompletableFuture()
                                .join();
                List<ByteBuffer> taken = takeAll();
                var held =
                        spool.intervene(
                                        message.id(),
                                        0,
                                        new Intervention(
                                                Intervention.Kind.HELD, Mails.NOW, "marie", "why"))
                                .toCompletableFuture();
                assertThatThrownBy(held::join).hasCauseInstanceOf(SpoolFullException.class);
                spool.settle(message.acceptance(), 0, Mails.delivered())
                        .toCompletableFuture()
                        .join();
                System.out.println("refused, settled " + taken.size());
            }
            System.exit(0);
        }

        private static List<ByteBuffer> takeAll() {
            List<ByteBuffer> taken = new ArrayList<>();
            for (int size = 1 << 20; size >= LEFT_BYTES; ) {
                try {
                    taken.add(ByteBuffer.allocateDirect(size));
                } catch (OutOfMemoryError none) {
                    size /= 2;
                }
            }
            return taken;
        }
    }
}
