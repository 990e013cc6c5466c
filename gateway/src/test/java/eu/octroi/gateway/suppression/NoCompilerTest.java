// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The library under the index compiles a class whenever a map opens, unless it finds it. */
final class NoCompilerTest {
    private static final String GENERATED =
            "net.openhft.chronicle.hash.VanillaGlobalMutableState$$Native";

    @TempDir private Path directory;

    @Test
    void theGeneratedClassIsOfOurBuild() throws ClassNotFoundException {
        OpenList.in(directory).close();

        assertThat(Class.forName(GENERATED).getProtectionDomain().getCodeSource())
                .isEqualTo(SuppressionList.class.getProtectionDomain().getCodeSource());
    }
}
