// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class RepliesTest {
    /** RFC 2034 section 4 over RFC 5321 section 4.2: what each line after EHLO looks like. */
    private static final String LINE = "[245]\\d\\d[ -][245]\\.\\d{1,3}\\.\\d{1,3} [ -~]+\r\n";

    static Stream<Reply> constants() {
        return Arrays.stream(Replies.class.getFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()))
                .map(
                        f -> {
                            try {
                                return (Reply) f.get(null);
                            } catch (IllegalAccessException e) {
                                throw new AssertionError(e);
                            }
                        });
    }

    @ParameterizedTest
    @MethodSource("constants")
    void everyReplyCarriesAnEnhancedCodeOfItsClassUnlessItIsIntermediate(Reply reply) {
        if (reply.code() / 100 == 3) {
            assertThat(reply.enhanced()).isEmpty();
        } else {
            assertThat(reply.wire()).matches(LINE);
            assertThat(reply.enhanced().orElseThrow().kind()).isEqualTo(reply.code() / 100);
        }
        assertThat(reply.wire().length()).isLessThanOrEqualTo(Reply.LINE_OCTETS_MAX);
    }

    @Test
    void severalLinesAreJoinedByHyphens() {
        Reply reply = Replies.ehlo("mx.example", List.of("PIPELINING", "SIZE 1"));

        assertThat(reply.wire()).isEqualTo("250-mx.example\r\n250-PIPELINING\r\n250 SIZE 1\r\n");
    }

    @Test
    void theEmptyChallengeIsACodeAndASpace() {
        assertThat(Replies.CHALLENGE.wire()).isEqualTo("334 \r\n");
    }

    @Test
    void codesOfDifferentClassesAreNoReply() {
        Optional<EnhancedCode> temporary = Optional.of(new EnhancedCode(4, 0, 0));

        assertThatThrownBy(() -> new Reply(550, temporary, "no"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineEndCannotBePutIntoAReply() {
        assertThatThrownBy(() -> Reply.of(250, "OK\r\n250 OK"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineOfAReplyIsAtMost512Octets() {
        String longest = "x".repeat(Reply.TEXT_MAX);

        assertThat(Reply.of(550, 999, 999, longest).wire()).hasSize(Reply.LINE_OCTETS_MAX);
        assertThatThrownBy(() -> Reply.of(550, 999, 999, longest + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
