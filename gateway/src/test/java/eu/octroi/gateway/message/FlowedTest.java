// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** I-22: to a reader of format=flowed the clauses are paragraphs of their own. */
final class FlowedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "no |Bonjour Anne,\\n\\nVoici une ligne \\nqui continue.\\n",
                "no |Une ligne qui continue \\n",
                "no |Une ligne qui continue ",
                "yes|Une ligne qui continue \\n",
                "yes|Une ligne qui con \\ntinue \\n",
                "no |> Le 1er octobre : \\n> notre offre \\n",
                "no |> Le 1er octobre : \\n>> et avant \\n>",
                "no | > pas une citation \\n From ici \\n",
                "no |Bonjour.\\n-- \\nJean \\n",
                "no |Bonjour.\\n-- \\n",
                "no |-- ",
                "no | "
            })
    void theClausesJoinNoParagraphOfTheSender(String delSp, String text) {
        boolean del = delSp.strip().equals("yes");
        String body = text.replace("\\n", "\r\n");
        Octets message =
                Fixture.message(
                        "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n"
                                + "Content-Type: text/plain; charset=utf-8; format=flowed"
                                + (del ? "; delsp=yes" : "")
                                + "\n\n"
                                + body);

        String output =
                ForeignParsers.mime4j(Fixture.rewritten(message, Fixture.FRENCH))
                        .leaves()
                        .getFirst()
                        .text();

        List<FlowedLines.Paragraph> before = FlowedLines.read(stripped(body), del);
        List<FlowedLines.Paragraph> after = FlowedLines.read(output, del);
        int separator = after.indexOf(new FlowedLines.Paragraph(0, "_".repeat(40)));
        assertThat(separator).as(after.toString()).isPositive();
        assertThat(withoutEmpty(after.subList(0, separator))).isEqualTo(withoutEmpty(before));
        assertThat(after.subList(separator, after.size())).allMatch(p -> p.depth() == 0);
        String clauses = output.substring(output.indexOf("_".repeat(40)));
        assertThat(clauses.split("\r\n")).as("fixed lines").noneMatch(line -> line.endsWith(" "));
        assertThat(clauses.split("\r\n"))
                .as("stuffed")
                .noneMatch(line -> line.startsWith(" ") || line.startsWith(">"))
                .noneMatch(line -> line.startsWith("From "));
    }

    @Test
    void theReaderItselfDoesWhatTheRfcSays() {
        assertThat(FlowedLines.read("> a \r\n> b\r\n>> c\r\n  d\r\n-- \r\ne \r\n", false))
                .containsExactly(
                        new FlowedLines.Paragraph(1, "a b"),
                        new FlowedLines.Paragraph(2, "c"),
                        new FlowedLines.Paragraph(0, " d"),
                        new FlowedLines.Paragraph(0, "-- "),
                        new FlowedLines.Paragraph(0, "e "));
        assertThat(FlowedLines.read("con \r\ntinue", true))
                .containsExactly(new FlowedLines.Paragraph(0, "continue"));
    }

    private static String stripped(String body) {
        return body.endsWith("\r\n") ? body.substring(0, body.length() - 2) : body;
    }

    /** A flowed line with an empty one after it is a paragraph with nothing joined to it. */
    private static List<FlowedLines.Paragraph> withoutEmpty(List<FlowedLines.Paragraph> all) {
        return all.stream().filter(p -> !p.text().isEmpty()).toList();
    }
}
