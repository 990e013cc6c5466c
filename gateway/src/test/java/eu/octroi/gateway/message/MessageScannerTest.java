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
import org.junit.jupiter.params.provider.CsvFileSource;
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
    @CsvFileSource(
            resources = "/message/scanner-refusals.csv",
            delimiter = '|',
            quoteCharacter = '`')
    void whatCouldBeReadInTwoWaysIsRefused(String message, String verdict) {
        assertThat(Fixture.verdict(unescaped(message))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/message/scanner-part-refusals.csv",
            delimiter = '|',
            quoteCharacter = '`')
    void ambiguousPartsAreRefused(String body, String why) {
        String head = HEAD + "Content-Type: multipart/mixed; boundary=b\\n\\n";

        assertThat(Fixture.verdict(unescaped(head + body))).isEqualTo("structure: " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@exemple.fr",
                "From: <a@exemple.fr>",
                "From: a@exemple.fr (A. B)",
                "From: A. B <a@exemple.fr>",
                "From: \"A, B\" <a@exemple.fr>",
                "From:\n A\n <a@exemple.fr>",
                "From: =?utf-8?q?=C3=89?= <a@exemple.fr>",
                "From: \"a@b\" <a@exemple.fr>"
            })
    void oneAuthorIsFound(String from) {
        ScannedMessage message = Fixture.scanned(Fixture.message(from + "\nSubject: x\n\n"));

        assertThat(message.from()).hasToString("a@exemple.fr");
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
                            + " languages=Optional[FRENCH], streamClass=Optional[prospecting]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # octroi | content | html | language
                    fr       | en      | en   | FRENCH
                    fr       | en      |      | FRENCH
                    fr       |         | en   | FRENCH
                    fr       |         |      | FRENCH
                             | fr      | en   | FRENCH
                             | fr      |      | FRENCH
                             |         | fr   | FRENCH
                             |         |      |
                    en-GB    | fr      | fr   | ENGLISH
                             | en-US   | fr   | ENGLISH
                             |         | EN   | ENGLISH
                    de       | fr      | fr   | BOTH
                             | de      | en   | BOTH
                             |         | pt-BR | BOTH
                             | fr, en  | en   | FRENCH
                             | -       | fr   | FRENCH
                             | ?!      |      |
                    """)
    void theLanguageIsTheFirstHint(String octroi, String content, String html, String language) {
        String message =
                HEAD
                        + (octroi == null ? "" : "X-Octroi-Language: " + octroi + "\n")
                        + (content == null ? "" : "Content-Language: " + content + "\n")
                        + "Content-Type: text/html\n\n<html"
                        + (html == null ? "" : " lang=" + html)
                        + "><body>x";

        assertThat(Fixture.scanned(Fixture.message(message)).languages().map(Enum::name))
                .isEqualTo(java.util.Optional.ofNullable(language));
    }

    @Test
    void limitsAreKeptAndReachable() {
        assertThat(Fixture.verdict(nested(32))).isEqualTo("edited");
        assertThat(Fixture.verdict(nested(33))).contains("nested deeper than 32");
        assertThat(Fixture.verdict(parts(999))).isEqualTo("edited");
        assertThat(Fixture.verdict(parts(1_000))).contains("more than 1000 parts");
        assertThat(Fixture.verdict(fields(1_000))).isEqualTo("edited");
        assertThat(Fixture.verdict(fields(1_001))).contains("more than 1000 header fields");
        assertThat(
                        Fixture.verdict(
                                Fixture.message(
                                        HEAD
                                                + ("X-A: " + "a".repeat(900) + "\n").repeat(300)
                                                + "\n")))
                .contains("a header over 256 KiB");
        assertThat(Fixture.verdict(Fixture.message(HEAD + "X-A: " + "a".repeat(999) + "\n\n")))
                .contains("a header line over 998 octets");
    }

    @Property(tries = 500)
    void randomOctetsNeverThrow(@ForAll byte[] octets) {
        Fixture.verdict(Octets.of(octets));
        byte[] head = HEAD.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] message = java.util.Arrays.copyOf(head, head.length + octets.length);
        System.arraycopy(octets, 0, message, head.length, octets.length);
        Fixture.verdict(Octets.of(message));
    }

    @Property(tries = 1_000, seed = "20261201")
    void mutatedMessagesAreSoundOrRefused(
            @ForAll("files") Path file,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int n) {
        byte[] mutated = mutate(Corpus.read(file), new Random(seed), n);
        Octets message = Octets.of(mutated);

        String verdict = Fixture.verdict(message);
        if (verdict.equals("edited")) {
            byte[] output = Fixture.rewritten(message, Fixture.FRENCH);
            assertThat(Rewrites.mime4j(output)).hasSameSizeAs(Rewrites.mime4j(mutated));
        }
        // Where the parsers differ about what came, the oracle cannot say what should leave.
        if (!verdict.contains(": ") && CorpusTable.isWellFormed(message)) {
            Rewrites.assertSound(message, Fixture.FRENCH);
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
        assertTimeout(Duration.ofSeconds(3), () -> messages.forEach(Fixture::verdict));
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
