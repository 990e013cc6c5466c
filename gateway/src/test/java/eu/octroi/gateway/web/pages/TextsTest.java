// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Language;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TextsTest {
    @Test
    void everyLanguageHasEveryText() {
        assertThat(Texts.in(Language.EN).keys()).isEqualTo(Texts.in(Language.FR).keys());
    }

    @ParameterizedTest
    @EnumSource(Notice.Kind.class)
    void everyKindOfSourceIsDescribed(Notice.Kind kind) {
        assertThat(Texts.in(Language.FR).get(kind.textKey())).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void placeholdersAreFilled(Language language) {
        assertThat(Texts.in(language).fill("page.title", "brand", "Exemple"))
                .contains("Exemple")
                .doesNotContain("{{");
    }

    @Test
    void aTextThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> Texts.in(Language.FR).get("absent"))
                .isInstanceOf(IllegalStateException.class);
    }
}
