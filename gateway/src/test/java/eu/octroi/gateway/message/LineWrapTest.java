// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** I-06: whatever a company is called, no line of ours is taken for something else. */
final class LineWrapTest {
    private static final Pattern CLAIMED = Pattern.compile("^(?:\\.|>|--|From( |$))");

    @Example
    void aCompanyMayBeCalledAsMailboxFilesBegin() {
        assertThat(LineWrap.wrap("From Scratch SARL, Lyon", true))
                .isEqualTo(" From Scratch SARL, Lyon");
        assertThat(LineWrap.wrap("--b SAS", true)).isEqualTo(" --b SAS");
    }

    @Example
    void whatMayNotBeginALineBeginsItBehindASpace() {
        String full = "x".repeat(74);

        assertThat(LineWrap.wrap(full + " .NET", true)).isEqualTo(full + "\r\n .NET");
        assertThat(LineWrap.wrap(full + " : y", true)).isEqualTo(full + " :\r\ny");
    }

    @Property
    void everyLineIsShortAndClaimedByNobody(@ForAll("texts") List<String> words) {
        String text = String.join(" ", words);

        String wrapped = LineWrap.wrap(text, true);

        assertThat(wrapped.strip().split("\\s+", -1)).isEqualTo(text.split(" ", -1));
        for (String line : wrapped.split("\r\n", -1)) {
            assertThat(line).doesNotContainPattern(CLAIMED).doesNotEndWith(" ");
            boolean isOneWord = !line.strip().contains(" ");
            assertThat(line.length() <= 78 || isOneWord).as(line).isTrue();
        }
        assertThat(Arrays.stream(wrapped.split("\r\n", -1))).noneMatch(String::isBlank);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> plain = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(90);
        Arbitrary<String> hostile =
                Arbitraries.of(
                        "From", "Fromage", "--", "--b", "-", ".", "..", ".NET", ">", ">x", ":",
                        "!");
        return Arbitraries.oneOf(plain, hostile).list().ofMinSize(1).ofMaxSize(40);
    }
}
