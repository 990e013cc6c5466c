// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whatever stands in the file, reading it ends in settings or in problems. */
final class RandomConfigurationTest {
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ": ",
                    ", ",
                    "\n",
                    "\n  ",
                    "\n    ",
                    "- ",
                    "\"",
                    "'",
                    "~",
                    "&a ",
                    "*a",
                    "<<: ",
                    "!!set ",
                    "? ",
                    "| ",
                    "# ",
                    "\t",
                    "%YAML 1.2\n",
                    "---\n");

    @Property(tries = 500)
    void aMutatedFileNeverThrows(
            @ForAll("pieces") String piece, @ForAll("offsets") int at, @ForAll("cuts") int cut)
            throws IOException {
        String shipped = Files.readString(ShippedFiles.of("config/octroi.yaml"));
        int from = Math.min(at, shipped.length());
        int to = Math.min(from + cut, shipped.length());

        assertReads(shipped.substring(0, from) + piece + shipped.substring(to));
    }

    @Property(tries = 500)
    void aRandomTextNeverThrows(@ForAll("texts") List<String> pieces) throws IOException {
        assertReads(String.join("", pieces));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES), Arbitraries.strings().all().ofMaxLength(8));
    }

    @Provide
    Arbitrary<Integer> offsets() {
        return Arbitraries.integers().between(0, 4000);
    }

    @Provide
    Arbitrary<Integer> cuts() {
        return Arbitraries.integers().between(0, 60);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> words =
                Arbitraries.of("listen", "smtp", "streams", "caps", "c", "1", "true", "5m", "");
        return Arbitraries.oneOf(pieces(), words).list().ofMaxSize(40);
    }

    private static void assertReads(String yaml) throws IOException {
        Path file = Files.createTempFile("octroi", ".yaml");
        try {
            Files.writeString(file, yaml.replaceAll("[\\ud800-\\udfff]", "?"));

            SettingsResult result = SettingsFile.read(file, Map.of(), Optional.empty());

            if (result instanceof SettingsResult.Invalid(List<Problem> problems)) {
                assertThat(problems).isNotEmpty().allMatch(p -> !p.toString().contains("\n"));
            }
        } finally {
            Files.delete(file);
        }
    }
}
