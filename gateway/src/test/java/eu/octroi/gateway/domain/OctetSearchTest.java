// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
            assertThat(OctetSearch.indexOfRare(octets, wanted, from, octets.length))
                    .isEqualTo(first(octets, from, o -> o == wanted));
        }
    }

    @Property(tries = 2_000)
    void aNameOfHtmlEndsAtTheFirstMark(
            @ForAll("html") byte[] octets, @ForAll @IntRange(max = 40) int start) {
        int from = Math.min(start, octets.length);

        assertThat(OctetSearch.indexOfNameEnd(octets, from, octets.length))
                .isEqualTo(
                        first(octets, from, o -> o >= 0 && (o <= ' ' || "/<=>?".indexOf(o) >= 0)));
    }

    @Property(tries = 2_000)
    void shortNamesAreOneNumberWhereTheyAreTheSameInSmallLetters(
            @ForAll("html") byte[] one, @ForAll @IntRange(max = 8) int width, @ForAll byte change) {
        int to = Math.min(width, one.length);
        byte[] capitals = upper(one);
        byte[] alone = Arrays.copyOf(one, to);
        byte[] other = one.clone();
        other[0] = change;

        long key = OctetSearch.lower(one, 0, to);

        assertThat(OctetSearch.lower(capitals, 0, to)).isEqualTo(key);
        assertThat(OctetSearch.lower(alone, 0, to)).isEqualTo(key);
        assertThat(OctetSearch.lower(other, 0, to) == key)
                .isEqualTo(to == 0 || upper(other)[0] == capitals[0]);
        if (to > 1 && one[0] != 0) {
            assertThat(OctetSearch.lower(one, 1, to)).isNotEqualTo(key);
        }
    }

    @Provide
    static Arbitrary<byte[]> html() {
        return Arbitraries.bytes()
                .edgeCases(edges -> edges.add((byte) '@', (byte) 'A', (byte) 'Z', (byte) '['))
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static byte[] upper(byte[] octets) {
        byte[] upper = octets.clone();
        for (int i = 0; i < upper.length; i++) {
            upper[i] -= (byte) (upper[i] >= 'a' && upper[i] <= 'z' ? 0x20 : 0);
        }
        return upper;
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
