// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Languages;
import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** the mails we offer as templates keep to the rules the gateway keeps others to. */
final class TemplatesTest {
    static List<Path> mails() throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("docs/templates"))) {
            directory = Objects.requireNonNull(directory.getParent());
        }
        try (Stream<Path> files = Files.list(directory.resolve("docs/templates"))) {
            return files.filter(f -> f.toString().endsWith(".eml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mails")
    void aTemplateIsEditedWithoutRefusal(Path file) throws IOException {
        Octets message = Fixture.utf8(Files.readString(file));
        String language = file.getFileName().toString().replaceAll(".*\\.(..)\\.eml", "$1");

        assertThat(Fixture.verdict(message)).isEqualTo("edited");
        assertThat(Fixture.scanned(message).languages().map(Languages::codes)).contains(language);
        byte[] output = Fixture.rewritten(message, Fixture.FRENCH);
        assertThat(new String(output, StandardCharsets.US_ASCII))
                .contains("Pourquoi ce message")
                .doesNotContain("{{", "octroi.info");
    }
}
