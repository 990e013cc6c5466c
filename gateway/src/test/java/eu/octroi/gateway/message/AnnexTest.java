// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.settings.ClauseText;
import eu.octroi.gateway.settings.ClauseTexts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The shipped texts are those of Annex 1, to the letter; brackets mark the linked words alone. */
final class AnnexTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/message/annex-1.csv", delimiter = '|', quoteCharacter = '`')
    void theShippedTextsAreTheOnesReviewed(Language language, ClauseText text, String words) {
        ClauseTexts.Wording wording = Fixture.texts(language).wording(text);

        assertThat(unlinked(wording.plain())).isEqualTo(words);
    }

    @Test
    void theAsciiTextsAreTheOnesReviewed() {
        ClauseTexts french = Fixture.texts(Language.FR);

        assertThat(unlinked(french.wording(ClauseText.INFORMATION_SHORT).ascii()))
                .isEqualTo(
                        "{{controller}}, {{address}} - message professionnel envoye en raison de :"
                                + " {{reason}}. Origine de vos coordonnees : {{source}}. Vos"
                                + " donnees et vos droits : <{{notice_url}}> - {{contact}}");
        assertThat(unlinked(french.wording(ClauseText.OPPOSITION_STOP_ALL).ascii()))
                .isEqualTo(
                        "Pour ne plus recevoir nos messages (gratuit, sans motif, effet immediat) :"
                                + " <{{unsub_url}}> ou repondez STOP.");
    }

    private static String unlinked(String text) {
        return text.replace("[[", "").replace("]]", "");
    }
}
