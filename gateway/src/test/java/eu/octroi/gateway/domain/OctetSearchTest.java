// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Searches by eights find what a search octet by octet finds. */
class OctetSearchTest {
    private static final char[] WANTED = {'\0', '\n', '\r', '<', '=', 0x7f};

    @Property(tries = 2_000)
    void theFirstOctetIsFoundWhereverItStands(
            @ForAll @Size(max = 90) byte[] octets, @ForAll @IntRange(max = 90) int start) {
        int from = Math.min(start, octets.length);
        for (char wanted : WANTED) {
            assertThat(OctetSearch.indexOf(octets, wanted, from, octets.length))
                    .isEqualTo(first(octets, from, o -> o == wanted));
            assertThat(OctetSearch.indexOfEither(octets, wanted, ' ', from, octets.length))
                    .isEqualTo(first(octets, from, o -> o == wanted || o == ' '));
            assertThat(OctetSearch.indexOfRare(octets, wanted, ' ', from, octets.length))
                    .isEqualTo(first(octets, from, o -> o == wanted || o == ' '));
        }
    }

    @Property(tries = 2_000)
    void whatStandsBeforeItIsCopied(
            @ForAll @Size(max = 40) byte[] octets,
            @ForAll @IntRange(max = 40) int start,
            @ForAll @IntRange(max = 40) int end) {
        int to = Math.min(end, octets.length);
        int from = Math.min(start, to);
        byte[] target = new byte[octets.length + OctetSearch.OVERSHOOT];

        int reached = OctetSearch.copyUntilEither(octets, '=', '\r', from, to, target, 0);

        int expected = Math.min(to, first(octets, from, o -> o == '=' || o == '\r'));
        assertThat(reached).isEqualTo(expected);
        assertThat(Arrays.copyOf(target, reached - from))
                .isEqualTo(Arrays.copyOfRange(octets, from, reached));
    }

    @Property(tries = 2_000)
    void theFirstOctetBelowALimitIsFoundAmongEightBitOnes(
            @ForAll @Size(max = 40) byte[] octets,
            @ForAll @IntRange(max = 40) int start,
            @ForAll @IntRange(min = 1, max = 0x80) int limit) {
        int from = Math.min(start, octets.length);

        assertThat(OctetSearch.indexBelow(octets, limit, from, octets.length))
                .isEqualTo(first(octets, from, o -> o >= 0 && o < limit));
    }

    private static int first(byte[] octets, int from, IntPredicate wanted) {
        int at = from;
        while (at < octets.length && !wanted.test(octets[at])) {
            at++;
        }
        return at;
    }
}
