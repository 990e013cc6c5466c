// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replies of well-meaning and of hostile next hops. */
final class ReplyDecoderTest {
    private static final String THREE =
            "220 hi\r\n250-a\r\n250-SIZE 10\r\n250 c\r\n354\r\n250-\r\n250 2.0.0 ok\n";
    private static final List<HopReply> REPLIES =
            List.of(
                    new HopReply(220, List.of("hi")),
                    new HopReply(250, List.of("a", "SIZE 10", "c")),
                    new HopReply(354, List.of("")),
                    new HopReply(250, List.of("", "2.0.0 ok")));

    private final EmbeddedChannel channel = new EmbeddedChannel(new ReplyDecoder());

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private List<HopReply> read() {
        return channel.inboundMessages().stream().map(HopReply.class::cast).toList();
    }

    @Test
    void repliesAreTheSameHoweverTheyAreCut() {
        for (int cut = 0; cut <= THREE.length(); cut++) {
            EmbeddedChannel cutChannel = new EmbeddedChannel(new ReplyDecoder());

            cutChannel.writeInbound(octets(THREE.substring(0, cut)));
            cutChannel.writeInbound(octets(THREE.substring(cut)));

            assertThat(cutChannel.inboundMessages().stream().map(HopReply.class::cast))
                    .isEqualTo(REPLIES);
        }
    }

    @Test
    void repliesAreTheSameByteByByte() {
        for (char octet : THREE.toCharArray()) {
            channel.writeInbound(octets(String.valueOf(octet)));
        }

        assertThat(read()).isEqualTo(REPLIES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "25\r\n",
                "abc ok\r\n",
                "250_ok\r\n",
                "2500 ok\r\n",
                "199 ok\r\n",
                "600 ok\r\n",
                "000 ok\r\n",
                "250-a\r\n251 b\r\n",
                "250-a\r\n550 b\r\n",
                "250 a\0b\r\n",
                "-25 a\r\n",
                "HTTP/1.1 400 Bad Request\r\n"
            })
    void whatIsNoReplyIsAnError(String wire) {
        assertThatThrownBy(() -> channel.writeInbound(octets(wire)))
                .isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void aLineWithoutEndIsCutOffAndNotKept() {
        ByteBuf chunk = octets("2".repeat(1000));

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 3; i++) {
                                channel.writeInbound(chunk.retainedDuplicate());
                            }
                        })
                .isInstanceOf(CorruptedFrameException.class);
        for (int i = 0; i < 1000; i++) {
            channel.writeInbound(chunk.retainedDuplicate());
        }

        assertThat(chunk.refCnt()).isEqualTo(1);
        assertThat(read()).isEmpty();
    }

    @Test
    void tenThousandContinuationLinesAreAnError() {
        String endless = "250-more\r\n".repeat(10_000);

        assertThatThrownBy(() -> channel.writeInbound(octets(endless)))
                .isInstanceOf(CorruptedFrameException.class);
        assertThat(read()).isEmpty();
    }

    @Test
    void nothingIsReadAfterAnError() {
        assertThatThrownBy(() -> channel.writeInbound(octets("junk\r\n250 ok\r\n")))
                .isInstanceOf(CorruptedFrameException.class);

        channel.writeInbound(octets("250 ok\r\n"));

        assertThat(read()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"550 5.1.1 no, 5.1.1", "550 no, ''", "550 2.1.1 odd, ''", "450 4.2.1, 4.2.1"})
    void theEnhancedCodeMustAgreeWithTheCode(String wire, String status) {
        channel.writeInbound(octets(wire + "\r\n"));

        assertThat(read().getFirst().status().orElse("")).isEqualTo(status);
    }

    @Test
    void textForLogsIsOneShortPrintableLine() {
        channel.writeInbound(octets("550-a\u001b[31m\tb\r\n550 é\rx" + "y".repeat(900) + "\r\n"));

        String text = read().getFirst().text();

        assertThat(text).startsWith("550 a?[31m?b ??xyyy").hasSize(512);
    }
}
