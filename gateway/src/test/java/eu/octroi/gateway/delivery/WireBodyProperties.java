// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Dot-stuffing against an unstuffing written from the RFC's words alone. */
final class WireBodyProperties {
    private static String wire(EditedMessage message) {
        WireBody body = WireBody.of(message, ByteBufAllocator.DEFAULT);
        StringBuilder text = new StringBuilder();
        for (ByteBuf chunk : body.chunks()) {
            text.append(chunk.toString(StandardCharsets.ISO_8859_1));
        }
        assertThat(body.size()).isEqualTo(message.length());
        assertThat(body.eightBit()).isEqualTo(Octets.of(message.toByteArray()).hasEightBit());
        body.release();
        assertThat(body.chunks()).allMatch(chunk -> chunk.refCnt() == 0);
        return text.toString();
    }

    private static String wire(String message) {
        return wire(new EditedMessage(Octets.of(message), List.of()));
    }

    /** RFC 5321 section 4.5.2, read from the receiver's side. */
    private static String unstuff(String wire) {
        StringBuilder message = new StringBuilder();
        String[] lines = wire.split("\r\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].equals(".")) {
                assertThat(i).as("the final dot is the last line").isEqualTo(lines.length - 2);
                return message.toString();
            }
            message.append(lines[i].startsWith(".") ? lines[i].substring(1) : lines[i]);
            message.append("\r\n");
        }
        throw new AssertionError("no final dot");
    }

    @Provide
    Arbitrary<String> messages() {
        Arbitrary<String> line =
                Arbitraries.strings().withChars(".. ab\u00e9\u0000").ofMaxLength(6);
        return line.list().ofMaxSize(12).map(lines -> String.join("\r\n", lines));
    }

    @Property
    void whatIsReceivedIsWhatWasEdited(@ForAll("messages") String message) {
        String received = unstuff(wire(message));

        boolean ended = message.isEmpty() || message.endsWith("\r\n");
        assertThat(received).isEqualTo(ended ? message : message + "\r\n");
    }

    @Property
    void piecesAreStuffedAcrossTheirSeams(
            @ForAll("messages") String message, @ForAll("messages") String inserted) {
        int lineStart = message.indexOf("\r\n") + 2;
        int at = lineStart == 1 ? 0 : lineStart;
        Edit edit = Edit.insert(at, Octets.of(inserted + "\r\n"));
        EditedMessage edited = new EditedMessage(Octets.of(message), List.of(edit));

        assertThat(wire(edited))
                .isEqualTo(wire(new String(edited.toByteArray(), StandardCharsets.ISO_8859_1)));
    }

    @Property
    void bareLineEndsAreRefusedWhereverTheyStand(
            @ForAll("messages") String message, @ForAll boolean cr) {
        for (int at = 0; at <= message.length(); at++) {
            String broken = message.substring(0, at) + (cr ? '\r' : '\n') + message.substring(at);
            if (!isPaired(broken)) {
                assertThatThrownBy(() -> wire(broken))
                        .isInstanceOf(WireBody.BareLineEndException.class);
            }
        }
    }

    private static boolean isPaired(String text) {
        String rest = text.replace("\r\n", "");
        return rest.indexOf('\r') < 0 && rest.indexOf('\n') < 0;
    }

    @Property(tries = 20)
    void aLargeMessageIsCutIntoChunks(@ForAll("messages") String message) {
        String large = (message + "\r\n..\r\n").repeat(20_000);

        WireBody body =
                WireBody.of(
                        new EditedMessage(Octets.of(large), List.of()), ByteBufAllocator.DEFAULT);

        assertThat(body.chunks()).allMatch(c -> c.readableBytes() <= WireBody.CHUNK);
        assertThat(body.chunks().getLast().readableBytes()).isPositive();
        body.release();
    }
}
