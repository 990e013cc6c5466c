// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Foreign words forge no fields and no lines. */
final class OneLineTest {
    @Test
    void quotedWordsStayBetweenTheirMarksAndOnTheirLine() {
        assertThat(OneLine.quoted("Zoé\" done=9 x=\"\r\n\u2028\u202ey"))
                .isEqualTo("Zoé' done=9 x='????y");
    }

    @Test
    void whatIsNotPrintableAsciiIsReplacedAndTheRestCut() {
        assertThat(OneLine.of("a\u0000é\tbcd", 5)).isEqualTo("a???b");
    }
}
