// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The relaxed body form against RFC 6376 and against a plain reading of its rules. */
final class RelaxedBodyTest {
    /** RFC 6376 section 3.4.4 gives it for the empty body. */
    private static final String EMPTY_HASH = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    # body                          | canonical form
                    " C\\r\\nD \\t E\\r\\n\\r\\n\\r\\n" | " C\\r\\nD E\\r\\n"
                    "a"                             | "a\\r\\n"
                    "a\\r\\n"                       | "a\\r\\n"
                    "a \\t \\r\\n"                  | "a\\r\\n"
                    "\\r\\n\\r\\na\\r\\n"           | "\\r\\n\\r\\na\\r\\n"
                    "a\\r\\n\\r\\nb"                | "a\\r\\n\\r\\nb\\r\\n"
                    "a \\r\\n \\r\\n b"             | "a\\r\\n\\r\\n b\\r\\n"
                    "a b\\tc  d"                    | "a b c d\\r\\n"
                    "\\ta"                          | " a\\r\\n"
                    "a\\rb\\nc"                     | "a\\rb\\nc\\r\\n"
                    "a \\r"                         | "a \\r\\r\\n"
                    "a\\r\\r\\n"                    | "a\\r\\r\\n"
                    """)
    void bodiesHaveTheirCanonicalForm(String body, String canonical) throws Exception {
        byte[] octets = latin1(body.translateEscapes());

        assertThat(hash(octets)).isEqualTo(sha256(latin1(canonical.translateEscapes())));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    ""
                    "\\r\\n"
                    "\\r\\n\\r\\n\\r\\n"
                    " \\t \\r\\n"
                    " \\t "
                    """)
    void aBodyWithoutTextHashesAsEmpty(String body) throws Exception {
        assertThat(hash(latin1(body.translateEscapes()))).isEqualTo(EMPTY_HASH);
    }

    @Test
    void whereABodyIsCutDoesNotMatter() throws Exception {
        byte[] body = latin1("One  two \r\n\r\n \tthree\r\rfour \r\n\nfive\t\r\n \r\n\r\n");
        String whole = hash(body);

        for (int cut = 0; cut <= body.length; cut++) {
            assertThat(hash(body, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Property(tries = 3000)
    void everyBodyHashesAsItsPlainReading(@ForAll("bodies") String body, @ForAll int where)
            throws Exception {
        byte[] octets = latin1(body);
        int cut = octets.length == 0 ? 0 : Math.floorMod(where, octets.length);

        assertThat(hash(octets, cut)).isEqualTo(sha256(latin1(plainReading(body))));
    }

    @Provide
    static Arbitrary<String> bodies() {
        return Arbitraries.of(" ", "\t", "\r\n", "\r\n", "\r", "\n", "a", "bc", "é", "\u0001")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    /** The three rules of section 3.4.4, one after the other. */
    private static String plainReading(String body) {
        String reduced =
                body.replaceAll("[ \t]+(?=\r\n|$(?![\r\n]))", "").replaceAll("[ \t]+", " ");
        String trimmed = reduced.replaceAll("(\r\n)+$(?![\r\n])", "");
        return trimmed.isEmpty() ? "" : trimmed + "\r\n";
    }

    private static String hash(byte[] body) throws NoSuchAlgorithmException {
        return hash(body, body.length);
    }

    private static String hash(byte[] body, int cut) throws NoSuchAlgorithmException {
        RelaxedBody relaxed = new RelaxedBody(MessageDigest.getInstance("SHA-256"));
        for (Octets piece :
                List.of(Octets.of(body, 0, cut), Octets.of(body, cut, body.length - cut))) {
            relaxed.update(piece);
        }
        return Base64.getEncoder().encodeToString(relaxed.finish());
    }

    private static String sha256(byte[] octets) throws NoSuchAlgorithmException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(octets));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
