// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wrong configurations and everything that is to be said about each: the lines that begin with
 * {@code #!} in the files under {@code bad}, line and column first.
 */
final class BadConfigurationTest {
    private static final String EXPECTED = "#! ";

    @TempDir private Path directory;

    @ParameterizedTest
    @MethodSource("files")
    void everyProblemIsToldAtOnce(Path file) throws IOException {
        List<String> expected =
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith(EXPECTED))
                        .map(line -> line.substring(EXPECTED.length()))
                        .toList();

        List<String> told = problems(file, Map.of());

        assertThat(told).containsExactlyElementsOf(expected).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatMayBeASecretIsNeverShown(Path file) {
        assertThat(problems(file, Map.of())).noneMatch(line -> line.contains("hunter2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
"""
            listen.smtp.address  | nowhere | "nowhere" must be host:port or [ipv6]:port
listen.smtp.adress   | x:1     | is unknown; did you mean "address"?
limits.errors-max    | 0       | "0" must be a number from 1 to 1000
streams.t.controller | d       | "d" must be a configured controller; did you mean "c"?
keys.address         | .       | "." must be a file, readable by this user, or not there yet
delivery.mx.port     | 0       | "0" must be a number from 1 to 65535
delivery.mx.dns.timeout | 1h   | "1h" must be a duration such as 30s, 5m, 2h or 30d, 30s at most
delivery.mx.dns.validates | true | "true" needs servers: the machine's own may not validate
delivery.mx.mta-sts.timeout | 2m | "2m" must be a duration such as 30s, 5m, 2h or 30d, 1m at most
delivery.mx.dns.server  | x    | is unknown; did you mean "servers"?
a..b                 | x       | is no dotted path
""")
    void aWrongOverrideIsToldByItsKey(String key, String value, String rule) throws IOException {
        Path file = Files.writeString(directory.resolve("octroi.yaml"), MinimalFile.YAML);

        List<String> told = problems(file, Map.of(key, value));

        assertThat(told).containsExactly("--set: " + key + ": " + rule);
    }

    @Test
    void overridesAreToldAfterTheFileInTheOrderGiven() throws IOException {
        Path file =
                Files.writeString(directory.resolve("octroi.yaml"), "z: 1\n" + MinimalFile.YAML);
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("y", "1");
        overrides.put("x", "1");

        List<String> told = problems(file, overrides);

        assertThat(told)
                .containsExactly(
                        "1:1: z: is unknown", "--set: y: is unknown", "--set: x: is unknown");
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        assertThat(problems(directory.resolve("none.yaml"), Map.of()))
                .containsExactly("does not exist");
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() throws IOException {
        Path file =
                Files.write(directory.resolve("latin1.yaml"), new byte[] {'a', ':', (byte) 0xE9});

        assertThat(problems(file, Map.of())).containsExactly("is not UTF-8");
    }

    static List<Path> files() throws IOException, URISyntaxException {
        URL bad = Objects.requireNonNull(BadConfigurationTest.class.getResource("bad"));
        try (Stream<Path> files = Files.list(Path.of(bad.toURI()))) {
            return files.sorted().toList();
        }
    }

    private static List<String> problems(Path file, Map<String, String> overrides) {
        String prefix = file + ":";
        return ReadSettings.problems(SettingsFile.read(file, overrides, Optional.empty())).stream()
                .map(Problem::toString)
                .map(p -> p.startsWith(prefix) ? p.substring(prefix.length()) : p)
                .map(String::strip)
                .toList();
    }
}
