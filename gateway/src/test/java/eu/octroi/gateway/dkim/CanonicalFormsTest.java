// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Sha256;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** L-15: canonical forms, octet for octet, with the values of RFC 6376 section 3.4. */
final class CanonicalFormsTest {
    private static final String EMPTY_SIMPLE = "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=";
    private static final String EMPTY_RELAXED = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    /** Section 3.4.5: the message of the examples. */
    private static final String EXAMPLE =
            "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";

    @Test
    void theRelaxedHeaderOfTheExampleIsThatOfSection345() {
        MessageHead head = MessageHead.of(List.of(Octets.of(EXAMPLE)));
        ByteBuffer out = ByteBuffer.allocate(100);

        for (MessageHead.Field field : head.fields()) {
            MessageHead.putRelaxed(
                    out, field.name(), head.octets(), field.valueStart(), field.end());
            out.put(new byte[] {'\r', '\n'});
        }

        assertThat(StandardCharsets.ISO_8859_1.decode(out.flip()).toString())
                .isEqualTo("a:X\r\nb:Y Z\r\n");
    }

    @Test
    void theSimpleHeaderOfTheExampleIsTheHeaderItself() {
        MessageHead head = MessageHead.of(List.of(Octets.of(EXAMPLE)));

        List<String> fields = new ArrayList<>();
        head.fields().forEach(f -> fields.add(head.octets().slice(f.start(), f.end()).latin1()));

        assertThat(fields).containsExactly("A: X", "B : Y\t\r\n\tZ  ");
    }

    @Test
    void theRelaxedBodyOfTheExampleIsThatOfSection345() {
        assertThat(relaxed(body(EXAMPLE))).isEqualTo(hash(" C\r\nD E\r\n"));
    }

    @Test
    void theSimpleBodyOfTheExampleIsThatOfSection345() {
        assertThat(simple(body(EXAMPLE))).isEqualTo(hash(" C \r\nD \t E\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # body          | simple        | relaxed
                                    | \\r\\n        |
                    \\r\\n          | \\r\\n        |
                    \\r\\n\\r\\n    | \\r\\n        |
                    ' \\r\\n'       | ' \\r\\n'     |
                    a               | a\\r\\n       | a\\r\\n
                    a\\r\\n         | a\\r\\n       | a\\r\\n
                    a\\r\\n\\r\\n   | a\\r\\n       | a\\r\\n
                    a\\r            | a\\r\\r\\n    | a\\r\\r\\n
                    a\\r\\n\\r\\nb  | a\\r\\n\\r\\nb\\r\\n | a\\r\\n\\r\\nb\\r\\n
                    'a  b \\r\\n'   | 'a  b \\r\\n' | a b\\r\\n
                    """)
    void bodiesAreHashedInTheirCanonicalForm(String body, String simple, String relaxed) {
        assertThat(simple(unescaped(body))).as("simple").isEqualTo(hash(unescaped(simple)));
        assertThat(relaxed(unescaped(body))).as("relaxed").isEqualTo(hash(unescaped(relaxed)));
    }

    @Test
    void emptyBodiesHaveTheHashesOfTheStandard() {
        assertThat(simple("")).as("section 3.4.3").isEqualTo(EMPTY_SIMPLE);
        assertThat(relaxed("")).as("section 3.4.4").isEqualTo(EMPTY_RELAXED);
    }

    @Test
    void theSimpleFormIsTheSameHoweverABodyIsCutIntoPieces() {
        String body = " C \r\nD \t E\r\r\n\n\r\n\r\nF\r\n\r\n";

        for (int cut = 0; cut <= body.length(); cut++) {
            SimpleBody pieces = new SimpleBody(Sha256.digest());
            pieces.update(Octets.of(body.substring(0, cut)));
            pieces.update(Octets.of(body.substring(cut)));
            assertThat(base64(pieces.finish())).as("cut at " + cut).isEqualTo(simple(body));
        }
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }

    private static String unescaped(String text) {
        return text == null ? "" : text.replace("\\r", "\r").replace("\\n", "\n");
    }

    private static String simple(String body) {
        SimpleBody digest = new SimpleBody(Sha256.digest());
        digest.update(Octets.of(body));
        return base64(digest.finish());
    }

    private static String relaxed(String body) {
        RelaxedBody digest = new RelaxedBody(Sha256.digest());
        digest.update(Octets.of(body));
        return base64(digest.finish());
    }

    private static String hash(String canonical) {
        MessageDigest digest = Sha256.digest();
        return base64(digest.digest(canonical.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
