// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Memory is bounded by the size of a message, not by what stands in it. */
final class LargeBodyIT {
    @ParameterizedTest
    @EnumSource
    void aBodyOf25MegabytesInOneLineIsEditedIn256MegabytesOfHeap(LargeBody.Filling filling)
            throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeBody.class.getName(),
                                filling.name())
                        .redirectErrorStream(true)
                        .start();

        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("edited ");
    }
}
