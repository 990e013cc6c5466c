// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                            basic-plain        | planned
                            example            | planned
                            simple-attachment  | planned
                            qp-body            | content: From is missing
                            multipartdigestnestedemptyparts | content: Subject is missing or empty
                    """)
    void asItStands(String file, String verdict) {
        byte[] message = Corpus.read(named(file));

        assertThat(Fixture.refusal(Octets.of(message))).isEqualTo(verdict);
    }

    /** Most of the corpus has no From or Subject; with them, the body decides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                            bad-newlines-multiple-parts-base64 | structure: the type message/rfc822 shows no clauses
                            bad-newlines-multiple-parts | structure: a control character in a header line
                            base64-encoded-text | planned
                            base64encoded-rfc822message-nested | structure: the type message/rfc822 shows no clauses
                            base64encoded-rfc822message | structure: the type message/rfc822 shows no clauses
                            basic-plain-very-long-lines | planned
                            basic-plain-with-bad-header-separator | structure: a folded header line without text or without field
                            basic-plain | planned
                            boundary-name-clash | structure: one multipart boundary begins with another
                            ending-boundaries | structure: a line begins like a boundary and goes on as text
                            example | planned
                            intermediate-boundaries | structure: a mixed message with 2 texts to be shown, not one
                            malformedHeader-nocrlfcrlf | structure: header line 3 has no name with a colon right after it
                            malformedHeader-noheader | structure: header line 3 has no name with a colon right after it
                            malformedHeaderStartsBody-nocrlfcrlf | structure: header line 3 has no name with a colon right after it
                            malformedHeaderStartsBody-noheader | structure: header line 3 has no name with a colon right after it
                            misplaced-boundary | planned
                            missing-boundary | structure: a multipart does not end: its closing boundary is missing
                            missing-inner-boundary | structure: a multipart does not end: its closing boundary is missing
                            missing-inner-start-boundary | structure: a multipart without parts
                            multipartdigestnestedemptyparts | structure: the type multipart/digest shows no clauses
                            multipartemptypart | structure: a part has no end of header
                            multipartnestedemptyparts | structure: a mixed message with 0 texts to be shown, not one
                            multipartnestedemptypartsnorfc822 | planned
                            multipartnopart | structure: a multipart without parts
                            obsolete | structure: header line 3 has no name with a colon right after it
                            qp-body | planned
                            russian-headers | structure: a Content-Type that is not in the grammar of RFC 2045
                            simple-attachment | planned
                            very-long-boundary | structure: a boundary that is not 1 to 70 characters of RFC 2046
                            very-very-long-boundary | structure: a header line over 998 octets
                            weird-boundary | structure: a boundary that is not 1 to 70 characters of RFC 2046
                    """)
    void withFromAndSubject(String file, String verdict) {
        Octets message = completed(named(file));

        assertThat(Fixture.refusal(message)).isEqualTo(verdict);
    }

    @Test
    void theCorpusIsWhole() {
        assertThat(Corpus.mime()).hasSize(32);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsPlannedKeepsEveryOctetOutsideItsEdits(Path file) {
        Octets message = completed(file);

        if (Fixture.refusal(message).equals("planned")) {
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
