// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import eu.octroi.gateway.domain.Octets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

final class MessageScannerTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Subject: x\\nTo: b@x\\n\\n                              | content: From is missing
                    From: a@x\\nFrom: b@x\\n\\n                             | content: the field from stands twice
                    From: a@x, b@x\\n\\n                                    | content: From is not exactly one plain address
                    From: A <a@x>, B <b@x>\\n\\n                            | content: From has more than a name and one address
                    From: a@x <b@x>\\n\\n                                   | content: From has more than a name and one address
                    From: group: a@x;\\n\\n                                 | content: From is not exactly one plain address
                    From: <@r:a@x>\\n\\n                                    | content: From is not exactly one plain address
                    From: a@x (b)\\n\\n                                     | content: From is not exactly one plain address
                    From: "A <a@x>\\n\\n                                    | content: a quoted name in From does not end
                    From: a@x\\nSubject: a\\nsubject: b\\n\\n               | structure: the field subject stands twice
                    From: a@x\\nDate: a\\nDate: b\\n\\n                     | structure: the field date stands twice
                    From: a@x\\nMIME-Version: 1.0\\nMIME-Version: 1.0\\n\\n | structure: the field mime-version stands twice
                    From: a@x\\nContent-Type: text/plain\\nContent-Type: text/html\\n\\n | structure: the field content-type stands twice
                    From: a@x\\nContent-Type: text/plain; charset=utf-8; charset=x\\n\\n | structure: the parameter charset of a Content-Type stands twice
                    From: a@x\\nContent-Type: text/plain; charset*=utf-8''x\\n\\n | structure: a Content-Type parameter in the form of RFC 2231
                    From: a@x\\nContent-Type: text/plain; charset=a b\\n\\n | structure: a Content-Type that is not in the grammar of RFC 2045
                    From: a@x\\nContent-Type: multipart/mixed; (boundary=a) boundary=b\\n\\n--b\\n\\n--b--\\n | structure: a comment in the Content-Type of a multipart
                    From: a@x\\nContent-Type: multipart/mixed\\n\\n         | structure: a multipart without boundary
                    From: a@x\\nContent-Type: multipart/mixed; boundary=b; boundary=c\\n\\n | structure: the parameter boundary of a Content-Type stands twice
                    From: a@x\\nContent-Transfer-Encoding: 8bit base64\\n\\n | structure: a Content-Transfer-Encoding that is no single word
                    From: a@x\\n : b\\n\\n                                  | content: From is not exactly one plain address
                    From: a@x\\nSubject : x\\n\\n                           | structure: header line 2 has no name with a colon right after it
                    From: a@x\\nno colon\\n\\n                              | structure: header line 2 has no name with a colon right after it
                    From: a@x\\n \\n\\n                                     | structure: a folded header line without text or without field
                    From: a@x\\nX-A: \\0\\n\\n                              | structure: a control character in a header line
                    From: a@x\\n\\na\\0b                                    | structure: a NUL octet
                    From: a@x\\nSubject: =?utf-8?q?a=0D=0ABcc:_b@x?=\\n\\n  | structure: an encoded word of a header field hides a control
                    From: =?utf-8?q?a=00?= <a@x>\\n\\n                      | structure: an encoded word of a header field hides a control
                    From: a@x\\nX-Octroi-Language: zz\\n\\n                 | content: x-octroi-language is none of the languages we have
                    From: a@x\\nX-Octroi-Collected-On: 2026-13-01\\n\\n     | content: x-octroi-collected-on is no date like 2026-10-01
                    From: a@x\\nX-Octroi-Source: a\\nX-Octroi-Source: b\\n\\n | content: the field x-octroi-source stands twice
                    From: a@x\\nX-Octroi-Reason:\\n\\n                      | content: the field x-octroi-reason is empty
                    From: a@x\\nX-Octroi-Reason: =?utf-8?q?=E2=80=AEa?=\\n\\n | content: the field x-octroi-reason has a control character
                    """)
    void whatCouldBeReadInTwoWaysIsRefused(String message, String verdict) {
        assertThat(Fixture.refusal(unescaped(message))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --b\\n\\nx\\n--b--\\n--b\\n                  | a boundary line after the end of its multipart
                    --b\\n\\nx\\n                                | a multipart does not end: its closing boundary is missing
                    x\\n                                         | a multipart does not end: its closing boundary is missing
                    --b--\\n                                     | a multipart without parts
                    --b\\n--b--\\n                               | a part has no end of header
                    --b\\n\\nx\\n--bc\\n--b--\\n                 | a line begins like a boundary and goes on as text
                    --b\\n\\nx\\n--b-- c\\n                      | a line begins like a boundary and goes on as text
                    --b\\nContent-Type: multipart/mixed; boundary=bb\\n\\n--bb\\n\\n--bb--\\n--b--\\n | one multipart boundary begins with another
                    --b\\nContent-Type: multipart/mixed; boundary=c\\n\\n--c\\n\\nx\\n--b--\\n        | a multipart does not end: its closing boundary is missing
                    """)
    void ambiguousPartsAreRefused(String body, String why) {
        String head = HEAD + "Content-Type: multipart/mixed; boundary=b\\n\\n";

        assertThat(Fixture.refusal(unescaped(head + body))).isEqualTo("structure: " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@exemple.fr",
                "From: <a@exemple.fr>",
                "From: A. B <a@exemple.fr>",
                "From: \"A, B\" <a@exemple.fr>",
                "From:\n A\n <a@exemple.fr>",
                "From: =?utf-8?q?=C3=89?= <a@exemple.fr>",
                "From: \"a@b\" <a@exemple.fr>"
            })
    void oneAuthorIsFound(String from) {
        ScannedMessage message = Fixture.scanned(Fixture.message(from + "\nSubject: x\n\n"));

        assertThat(message.from().orElseThrow()).hasToString("a@exemple.fr");
    }

    @Test
    void octroiFieldsAreRead() {
        ScannedMessage message =
                Fixture.scanned(
                        Fixture.message(
                                HEAD
                                        + "X-Octroi-Campaign: automne\n"
                                        + "X-Octroi-Source:\n"
                                        + " sirene\n"
                                        + "X-Octroi-Reason: =?utf-8?q?m=C3=A9tier?=\n"
                                        + "X-Octroi-Collected-On: 2026-10-01\n"
                                        + "X-Octroi-Language: fr-FR\n"
                                        + "X-Octroi-Class: prospecting\n\n"));

        assertThat(message.fields())
                .hasToString(
                        "OctroiFields[campaign=Optional[automne], source=Optional[sirene],"
                                + " reason=Optional[métier], collectedOn=Optional[2026-10-01],"
                                + " language=Optional[FR], streamClass=Optional[prospecting]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # octroi | content | html | language
                    fr       | en      | en   | FR
                    fr       | en      |      | FR
                    fr       |         | en   | FR
                    fr       |         |      | FR
                             | fr      | en   | FR
                             | fr      |      | FR
                             |         | fr   | FR
                             |         |      |
                             | de      | en   | EN
                    """)
    void theLanguageIsTheFirstHint(String octroi, String content, String html, String language) {
        String message =
                HEAD
                        + (octroi == null ? "" : "X-Octroi-Language: " + octroi + "\n")
                        + (content == null ? "" : "Content-Language: " + content + "\n")
                        + "Content-Type: text/html\n\n<html"
                        + (html == null ? "" : " lang=" + html)
                        + "><body>x";

        assertThat(Fixture.scanned(Fixture.message(message)).language().map(Enum::name))
                .isEqualTo(java.util.Optional.ofNullable(language));
    }

    @Test
    void limitsAreKeptAndReachable() {
        assertThat(Fixture.refusal(nested(32))).isEqualTo("planned");
        assertThat(Fixture.refusal(nested(33))).contains("nested deeper than 32");
        assertThat(Fixture.refusal(parts(999))).isEqualTo("planned");
        assertThat(Fixture.refusal(parts(1_000))).contains("more than 1000 parts");
        assertThat(Fixture.refusal(fields(1_000))).isEqualTo("planned");
        assertThat(Fixture.refusal(fields(1_001))).contains("more than 1000 header fields");
        assertThat(
                        Fixture.refusal(
                                Fixture.message(
                                        HEAD
                                                + ("X-A: " + "a".repeat(900) + "\n").repeat(300)
                                                + "\n")))
                .contains("a header over 256 KiB");
        assertThat(Fixture.refusal(Fixture.message(HEAD + "X-A: " + "a".repeat(999) + "\n\n")))
                .contains("a header line over 998 octets");
    }

    @Property(tries = 500)
    void randomOctetsNeverThrow(@ForAll byte[] octets) {
        Fixture.refusal(Octets.of(octets));
        byte[] head = HEAD.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] message = java.util.Arrays.copyOf(head, head.length + octets.length);
        System.arraycopy(octets, 0, message, head.length, octets.length);
        Fixture.refusal(Octets.of(message));
    }

    @Property(tries = 500)
    void mutatedMessagesAreSoundOrRefused(
            @ForAll("files") Path file,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int n) {
        byte[] mutated = mutate(Corpus.read(file), new Random(seed), n);
        Octets message = Octets.of(mutated);

        if (Fixture.refusal(message).equals("planned")) {
            byte[] output = Fixture.rewritten(message, Fixture.FRENCH);
            assertThat(Rewrites.mime4j(output)).hasSameSizeAs(Rewrites.mime4j(mutated));
        }
    }

    @Provide
    Arbitrary<Path> files() throws Exception {
        List<Path> golden = GoldenTest.cases().stream().map(c -> c.resolve("in.eml")).toList();
        return Arbitraries.oneOf(Arbitraries.of(golden), Arbitraries.of(Corpus.mime()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\n\n",
                "--",
                "-\n",
                "--c\n",
                "<",
                "<a>",
                "<b>",
                "</b>",
                "<p",
                "<!--",
                "{{octroi.",
                "a=\n",
                "=41",
                "</body>",
                "<td>",
                "<i></x>",
                "&",
                "x",
                "<div hidden>",
                "<li><dd>"
            })
    void hostileTextCostsLinearTime(String piece) {
        String body = piece.repeat(500_000 / piece.length());
        List<Octets> messages =
                List.of(
                        Fixture.message(HEAD + "Content-Type: text/html\n\n" + body),
                        Fixture.message(
                                HEAD
                                        + "Content-Type: text/plain\n"
                                        + "Content-Transfer-Encoding: quoted-printable\n\n"
                                        + body),
                        Fixture.message(
                                HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + body));

        // Linear time is some milliseconds; quadratic time would be minutes.
        assertTimeout(Duration.ofSeconds(3), () -> messages.forEach(Fixture::refusal));
    }

    private static Octets nested(int depth) {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/mixed; boundary=\"").append(name(i));
            text.append("\"\n\n--").append(name(i)).append('\n');
        }
        text.append("\nx\n");
        for (int i = depth - 1; i >= 0; i--) {
            text.append("--").append(name(i)).append("--\n");
        }
        return Fixture.message(text.toString());
    }

    private static String name(int i) {
        return "b" + (100 + i);
    }

    private static Octets parts(int count) {
        return Fixture.message(
                HEAD
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n"
                        + "--b\nContent-Type: image/png\n\nx\n".repeat(count - 1)
                        + "--b--\n");
    }

    private static Octets fields(int count) {
        return Fixture.message(HEAD + "X-A: b\n".repeat(count - 2) + "\nx\n");
    }

    private static byte[] mutate(byte[] original, Random random, int changes) {
        byte[] mutated = original.clone();
        for (int i = 0; i < changes && mutated.length > 0; i++) {
            byte[] any = "\r\n-=<>;:\"@ b/\0é{".getBytes(StandardCharsets.ISO_8859_1);
            mutated[random.nextInt(mutated.length)] = any[random.nextInt(any.length)];
        }
        return mutated;
    }

    private static Octets unescaped(String text) {
        return Fixture.message(text.replace("\\n", "\n").replace("\\0", "\0"));
    }
}
