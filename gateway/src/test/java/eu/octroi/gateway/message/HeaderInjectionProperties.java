// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import jakarta.mail.internet.MimeUtility;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** H-28: no variable starts another header field, whoever sets it. */
final class HeaderInjectionProperties {
    private static final List<String> OURS =
            List.of(
                    "list-unsubscribe",
                    "list-unsubscribe-post",
                    "list-id",
                    "list-help",
                    "feedback-id",
                    "x-octroi-ref",
                    "received",
                    "date",
                    "message-id");

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "a",
                        "Bcc",
                        ": ",
                        "é",
                        "日本",
                        "😀",
                        "\"",
                        "\\",
                        "<",
                        ">",
                        "(",
                        ")",
                        ",",
                        ";",
                        " ",
                        "  ",
                        "\t",
                        "\r",
                        "\n",
                        "\r\n",
                        "\r\n ",
                        "\r\nBcc: x@y.example",
                        "\0",
                        "\u0085",
                        "\u2028",
                        "\u2029",
                        "\u202e",
                        "\u2066",
                        "\ud800",
                        "\u001b",
                        "?=",
                        "=?utf-8?q?",
                        "=?utf-8?q?=0D=0ABcc:_x@y?=",
                        "=?utf-8?b?DQpCY2M6IHg=?=",
                        "=?utf-8?q?=00?=",
                        "=?utf-8?q?=E2=80=AE?=",
                        "=0D=0A",
                        "x@y.example",
                        "Entreprise-de-la-longueur-d-une-ligne-entiere-sans-aucune-espace-du-tout")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2_000)
    void aNameOfTheConfigurationStaysInItsField(@ForAll("hostile") String name)
            throws UnsupportedEncodingException {
        Optional<AddedFields> added = added(name);

        assertThat(added.isPresent()).isEqualTo(isOneLine(name));
        if (added.isPresent()) {
            String fields = added.get().fields(Fixture.LINKS);
            assertThat(names(fields)).containsExactlyElementsOf(OURS.subList(0, 5));
            assertThat(fields.chars().allMatch(c -> c < 0x7f)).isTrue();
            assertPhrase(name, fields);
        }
    }

    @Property(tries = 2_000)
    void aValueOfTheMessageStaysInItsField(
            @ForAll("hostile") String value, @ForAll("hostile") String name) {
        String head =
                "From: \"%s\" <a@exemple.fr>\r\nSubject: x %s\r\nX-Octroi-Campaign: %s\r\n"
                                .formatted(name.replace("\"", ""), value, value)
                        + "X-Octroi-Reason: %s\r\nX-Other: %s\r\n".formatted(name, value);
        Octets message = Octets.of((head + "\r\nx\r\n").getBytes(StandardCharsets.UTF_8));
        if (Fixture.verdict(message).contains(": ")) {
            return;
        }

        String output =
                new String(Fixture.rewritten(message, Fixture.FRENCH), StandardCharsets.UTF_8);

        List<String> expected = new ArrayList<>(OURS);
        names((head + "\r\n").split("\r\n\r\n", 2)[0]).stream()
                .filter(n -> !goes(n))
                .forEach(expected::add);
        assertThat(names(output.substring(0, output.indexOf("\r\n\r\n") + 2)))
                .filteredOn(n -> !n.startsWith("content-") && !n.equals("mime-version"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** A line a tool put there itself is a field of its own, and meets that field's fate. */
    private static boolean goes(String name) {
        return name.startsWith("x-octroi-") || name.equals("bcc");
    }

    private static Optional<AddedFields> added(String name) {
        try {
            return Optional.of(new AddedFields(name, "-:s:p:c", Optional.empty(), false, false));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isOneLine(String name) {
        return name.codePoints()
                .noneMatch(
                        c ->
                                Character.isISOControl(c)
                                        || "\u2028\u2029\u202e\u2066".indexOf(c) >= 0
                                        || (c >= 0xd800 && c < 0xe000));
    }

    private static void assertPhrase(String name, String fields)
            throws UnsupportedEncodingException {
        String listId =
                fields.substring(fields.indexOf("List-Id: ") + 9, fields.indexOf("\r\nList-Help"));
        String phrase = listId.substring(0, listId.lastIndexOf('<')).replace("\r\n ", " ").strip();
        assertThat(Arrays.stream(phrase.split(" ", -1)).filter(word -> word.startsWith("=?")))
                .allMatch(word -> word.length() <= 75);
        String read =
                phrase.startsWith("\"")
                        ? phrase.substring(1, phrase.length() - 1).replaceAll("\\\\(.)", "$1")
                        : MimeUtility.decodeText(phrase);
        String wanted = name.replaceAll(" +", " ").strip();
        assertThat(read).isEqualTo(name.contains("=?") ? "" : wanted);
    }

    private static List<String> names(String header) {
        return header.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '\t')
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
    }
}
