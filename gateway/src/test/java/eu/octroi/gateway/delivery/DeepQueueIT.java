// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** More copies than a heap could hold as objects; {@code -Doctroi.deep=1000000} for more. */
final class DeepQueueIT {
    private static final int COPIES = Integer.getInteger("octroi.deep", 200_000);

    @TempDir private Path directory;

    @Test
    void aDeepQueueNeedsNoHeap() throws Exception {
        Process child =
                ChildJvm.start(
                        COPIES > 200_000 ? "256m" : "64m",
                        List.of(),
                        DeepQueue.class,
                        directory.toString(),
                        String.valueOf(COPIES),
                        String.valueOf(nobodyListens()));

        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("queued again");
    }

    private static int nobodyListens() throws IOException {
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return once.getLocalPort();
        }
    }
}
