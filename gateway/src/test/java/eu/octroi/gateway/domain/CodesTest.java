// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** The stored codes: changing one would change the meaning of what is on disk. */
final class CodesTest {
    @Test
    void storedCodesNeverChange() {
        assertThat(codes(Reason.values(), Reason::code)).isEqualTo(upTo(7));
        assertThat(codes(Scope.values(), Scope::code)).isEqualTo(upTo(3));
        assertThat(codes(Channel.values(), Channel::code)).isEqualTo(upTo(13));
        assertThat(codes(StreamClass.values(), StreamClass::code)).isEqualTo(upTo(5));
        assertThat(codes(Tag.values(), Tag::code)).isEqualTo(upTo(16));
        assertThat(codes(Outcome.Kind.values(), Outcome.Kind::code)).isEqualTo(upTo(5));
    }

    @Test
    void codesAndWordsLeadBack() {
        assertThat(Reason.values()).allMatch(r -> Reason.ofCode(r.code()).orElseThrow() == r);
        assertThat(Reason.values()).allMatch(r -> Reason.ofWord(r.word()).orElseThrow() == r);
        assertThat(Tag.values()).allMatch(t -> Tag.ofCode(t.code()).orElseThrow() == t);
        assertThat(Tag.SENDER_NOT_AUTHORISED.word()).isEqualTo("sender-not-authorised");
        assertThat(Reason.ofCode(0)).isEmpty();
    }

    private static <T> List<Integer> codes(T[] values, ToIntFunction<T> code) {
        return Arrays.stream(values).map(code::applyAsInt).toList();
    }

    private static List<Integer> upTo(int last) {
        return java.util.stream.IntStream.rangeClosed(1, last).boxed().toList();
    }
}
