// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** from what a tool submits to a French company's gateway to what its recipient reads. */
final class LanguageOfMailTest {
    private static final String FRENCH = "Pourquoi ce message";
    private static final String ENGLISH = "Why this message";

    private static Company acme;

    @BeforeAll
    static void found(@TempDir Path directory) throws IOException {
        acme = Company.speaking("fr", directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # X-Octroi-Language | Content-Language | html lang | clauses in
                                        |                  |           | fr
                                        |                  | en        | en
                                        | en               |           | en
                                        | de               | en        | fr+en
                    en                  |                  |           | en
                    en                  |                  | fr        | en
                    en                  | fr               |           | en
                    fr                  | en               | en        | fr
                    de                  | en               | fr        | fr+en
                    """)
    void theFirstHintDecidesAndElseTheCompanysOwnLanguage(
            @Nullable String octroi,
            @Nullable String content,
            @Nullable String html,
            String expected) {
        Octets mail =
                Octets.of(
                        ("From: ann@acme.example\nSubject: x\nMIME-Version: 1.0\n"
                                        + (octroi == null
                                                ? ""
                                                : "X-Octroi-Language: " + octroi + "\n")
                                        + (content == null
                                                ? ""
                                                : "Content-Language: " + content + "\n")
                                        + "Content-Type: text/html; charset=utf-8\n\n<html"
                                        + (html == null ? "" : " lang=" + html)
                                        + "><body><p>Offre</p></body></html>\n")
                                .replace("\n", "\r\n"));

        Decision decision =
                acme.parts().editor().decide(acme.sending("offers", "bob@client.example"), mail);

        assertThat(decision).isInstanceOf(Decision.Taken.class);
        Acceptance taken = ((Decision.Taken) decision).acceptance();
        String copy =
                new String(
                        EditedMessage.of(
                                        mail,
                                        taken.sharedEdits(),
                                        taken.copies().getFirst().edits())
                                .toByteArray(),
                        StandardCharsets.US_ASCII);
        assertThat(copy.contains(FRENCH)).isEqualTo(expected.contains("fr"));
        assertThat(copy.contains(ENGLISH)).isEqualTo(expected.contains("en"));
    }
}
