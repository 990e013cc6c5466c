// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code config/REFERENCE.md} says what the code does. */
final class ReferenceTest {
    private static final Path FILE = ShippedFiles.of("config/REFERENCE.md");
    private static final String REGENERATE = "octroi.regenerate";

    @TempDir private Path directory;

    @Test
    void theReferenceIsCurrent() throws IOException {
        String expected = Reference.markdown();
        if (Boolean.getBoolean(REGENERATE)) {
            Files.writeString(FILE, expected);
        }

        String shipped = Files.exists(FILE) ? Files.readString(FILE) : "";

        assertThat(shipped)
                .as(
                        "%s is stale; run: mvn -pl gateway test -Dtest=ReferenceTest -D%s=true",
                        FILE.getFileName(), REGENERATE)
                .isEqualTo(expected);
    }

    @Test
    void theDefaultsInTheDocsAreTheRealOnes() throws Exception {
        Path file = Files.writeString(directory.resolve("octroi.yaml"), MinimalFile.YAML);
        SettingsResult result = SettingsFile.read(file, Map.of(), Optional.empty());

        assertThat(result).isInstanceOf(SettingsResult.Valid.class);
        assertDefaults(((SettingsResult.Valid) result).settings());
    }

    private static void assertDefaults(Record section) throws Exception {
        Map<String, String> docs = Reference.docsOf(section.getClass());
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(section);
            if (value instanceof Record below && Reference.isSection(below.getClass())) {
                assertDefaults(below);
                continue;
            }
            Matcher documented =
                    Pattern.compile("default ([0-9a-z][^:;]*)$")
                            .matcher(docs.getOrDefault(component.getName(), ""));
            if (documented.find() && isComparable(value)) {
                assertThat(documented.group(1)).as(component.toString()).isEqualTo(written(value));
            }
        }
    }

    private static boolean isComparable(Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof Duration
                || value instanceof ByteSize
                || value instanceof Endpoint
                || value instanceof DeliverySettings.Route
                || value instanceof Smarthost.TlsUse
                || (value instanceof List<?> list && !list.isEmpty());
    }

    private static String written(Object value) {
        return switch (value) {
            case Duration duration -> written(duration);
            case ByteSize size -> written(size.bytes());
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case List<?> list ->
                    list.stream().map(ReferenceTest::written).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    private static String written(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 86_400) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String written(long bytes) {
        if (bytes % (1 << 20) != 0) {
            return (bytes >> 10) + "KiB";
        }
        return bytes % (1 << 30) == 0 ? (bytes >> 30) + "GiB" : (bytes >> 20) + "MiB";
    }
}
