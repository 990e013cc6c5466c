// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is remembered of a style is what a fresh look at it says. */
final class HtmlStylesTest {
    /** Of the same length and middle, so that they take each other's place. */
    private static final List<String> STYLES =
            List.of(
                    "",
                    "display:none",
                    "display:tone",
                    "color:#12345",
                    "margin:-999",
                    "margin:+9999");

    @Property(tries = 300)
    void isWhatAFreshLookSays(
            @ForAll @Size(max = 30) List<@net.jqwik.api.From("style") String> styles,
            @ForAll boolean hidden,
            @ForAll boolean named) {
        byte[] html = String.join("\"", styles).getBytes(StandardCharsets.US_ASCII);
        HtmlStyles remembered = new HtmlStyles(html);
        int from = 0;
        for (String style : styles) {
            int to = from + style.length();
            boolean isNamed = named && style.length() % 2 == 0;
            HtmlHiding fresh = new HtmlHiding(html, hidden, isNamed, from, to);

            HtmlHiding hiding = remembered.hiding(from, to, hidden, isNamed);

            assertThat(hiding.veils()).isEqualTo(fresh.veils());
            assertThat(hiding.hides()).isEqualTo(fresh.hides());
            assertThat(hiding.movesFar()).isEqualTo(fresh.movesFar());
            from = to + 1;
        }
    }

    @Provide
    static Arbitrary<String> style() {
        return Arbitraries.of(STYLES);
    }
}
