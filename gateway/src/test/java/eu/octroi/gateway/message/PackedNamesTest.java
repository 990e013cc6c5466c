// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names as numbers find what a map finds. */
final class PackedNamesTest {
    @Property(tries = 500)
    void whatIsFoundIsWhatAMapFinds(
            @ForAll
                    Set<@Chars({'a', 'b', 'z', '-', '1'}) @StringLength(min = 1, max = 9) String>
                            known,
            @ForAll
                    Set<@Chars({'a', 'B', 'z', '-', '1'}) @StringLength(min = 1, max = 9) String>
                            asked) {
        Map<String, String> map =
                known.stream().collect(Collectors.toMap(Function.identity(), name -> "=" + name));
        PackedNames<String> names = new PackedNames<>(map);

        for (String name : asked) {
            byte[] text = ("<" + name + ">").getBytes(StandardCharsets.US_ASCII);
            String lower = name.toLowerCase(Locale.ROOT);
            assertThat(names.find(text, 1, 1 + name.length()))
                    .isEqualTo(name.length() > Long.BYTES ? null : map.get(lower));
        }
    }

    @Test
    void everyKnownElementIsFoundInWhateverCase() {
        HtmlElement.named()
                .forEach(
                        name -> {
                            byte[] text =
                                    name.toUpperCase(Locale.ROOT)
                                            .getBytes(StandardCharsets.US_ASCII);
                            assertThat(HtmlElements.of(text, 0, text.length))
                                    .isSameAs(HtmlElements.known(name));
                        });
    }
}
