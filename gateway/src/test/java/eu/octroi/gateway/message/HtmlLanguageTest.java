// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Languages;
import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** The language an HTML text says it is in. */
final class HtmlLanguageTest {
    @Test
    void theLanguageIsReadFromTheFirstElement() {
        assertThat(language("<!doctype html><!-- x --><html lang=\"fr-FR\"><body>")).contains("fr");
        assertThat(language("<html class=x LANG=en>")).contains("en");
        assertThat(language("<p lang=fr>")).isEmpty();
        assertThat(language("<html lang=de>")).contains("fr+en");
        assertThat(language("<html lang=\"\">")).isEmpty();
    }

    private static Optional<String> language(String html) {
        Octets message =
                Fixture.message(
                        "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n"
                                + "Content-Type: text/html; charset=utf-8\n\n"
                                + html);
        return Fixture.scanned(message).languages().map(Languages::codes);
    }
}
