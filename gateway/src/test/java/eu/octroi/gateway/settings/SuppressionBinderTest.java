// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** No configuration forgets a wish before three years are over (B-15). */
final class SuppressionBinderTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "opposition, 1095d, false",
        "opposition, 1096d, true",
        "complaint, 365d, false",
        "erasure, 30d, false",
        "erasure, 3650d, true",
        "hard-bounce, 180d, true",
        "hard-bounce, 1h, false",
        "manual, 30d, true"
    })
    void wishesHaveAFloor(String reason, String kept, boolean isTaken) throws IOException {
        Path file = Files.writeString(directory.resolve("octroi.yaml"), MinimalFile.YAML);

        SettingsResult result =
                SettingsFile.read(
                        file, Map.of("suppression.retention." + reason, kept), Optional.empty());

        assertThat(result instanceof SettingsResult.Valid).isEqualTo(isTaken);
    }
}
