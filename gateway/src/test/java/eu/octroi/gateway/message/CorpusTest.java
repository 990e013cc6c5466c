// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every message of the corpus has a reviewed verdict: refused with a reason, or planned. */
final class CorpusTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                            basic-plain        | edited
                            example            | edited
                            simple-attachment  | edited
                            qp-body            | structure: From is missing
                            multipartdigestnestedemptyparts | content: Subject is missing or empty
                    """)
    void asItStands(String file, String verdict) {
        byte[] message = Corpus.read(named(file));

        assertThat(Fixture.verdict(Octets.of(message))).isEqualTo(verdict);
    }

    /** Most of the corpus has no From or Subject; with them, the body decides. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "/message/corpus-completed.csv",
            delimiter = '|',
            quoteCharacter = '`')
    void withFromAndSubject(String file, String verdict) {
        Octets message = completed(named(file));

        assertThat(Fixture.verdict(message)).isEqualTo(verdict);
    }

    @Test
    void theCorpusIsWhole() {
        assertThat(Corpus.mime()).hasSize(32);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsPlannedKeepsEveryOctetOutsideItsEdits(Path file) {
        Octets message = completed(file);

        if (!Fixture.verdict(message).contains(": ")) {
            Rewrites.assertSound(message, Fixture.FRENCH);
        }
    }

    static List<Path> files() {
        return Corpus.mime();
    }

    private static Path named(String file) {
        return Corpus.mime().stream()
                .filter(f -> f.getFileName().toString().equals(file + ".msg"))
                .findFirst()
                .orElseThrow();
    }

    private static Octets completed(Path file) {
        String text = new String(Corpus.read(file), StandardCharsets.ISO_8859_1);
        String head = text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")));
        String lower = "\n" + head.toLowerCase(Locale.ROOT);
        List<String> missing = new ArrayList<>();
        if (!lower.contains("\nfrom:")) {
            missing.add("From: <a@exemple.fr>\r\n");
        }
        if (!lower.contains("\nsubject:")) {
            missing.add("Subject: x\r\n");
        }
        return Octets.of(String.join("", missing) + text);
    }
}
