// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.util.ByteProcessor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Octets of the next hop to {@link HopReply}, within bounds: a line over {@link #LINE_MAX} octets,
 * a reply of more than {@link #LINES_MAX} lines, NUL, no code, or a code that changes on the way is
 * an error, after which everything is swallowed until the connection is closed.
 *
 * <p>A line may end in LF alone: some relays send that, and replies have no body to smuggle into.
 * Event-loop confined.
 */
final class ReplyDecoder extends ByteToMessageDecoder {
    /** Four times what RFC 5321 section 4.5.3.1.5 allows. */
    static final int LINE_MAX = 2048;

    static final int LINES_MAX = 128;
    private static final int NO_CODE = 0;

    private final List<String> lines = new ArrayList<>(1);
    private int code = NO_CODE;
    private boolean broken;

    /** Whether nothing was received beyond the replies handed on (RFC 3207 section 4.2). */
    boolean isClean() {
        return lines.isEmpty() && actualReadableBytes() == 0;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int end = in.forEachByte(ByteProcessor.FIND_LF);
        int length = (end < 0 ? in.writerIndex() : end) - in.readerIndex();
        if (length > LINE_MAX) {
            throw broken("line too long");
        }
        if (end >= 0) {
            take(in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString(), out);
            in.skipBytes(1);
        }
    }

    private void take(String raw, List<Object> out) {
        String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
        if (line.indexOf('\0') >= 0) {
            throw broken("NUL in reply");
        }
        int now = codeOf(line);
        if (now == NO_CODE || (code != NO_CODE && code != now)) {
            throw broken("no reply code, or one that changes");
        }
        code = now;
        lines.add(line.length() > 4 ? line.substring(4) : "");
        if (lines.size() > LINES_MAX) {
            throw broken("too many lines");
        }
        if (line.length() == 3 || line.charAt(3) == ' ') {
            out.add(new HopReply(code, lines));
            code = NO_CODE;
            lines.clear();
        }
    }

    /** Three digits, then the end, a space or a hyphen; a lone code has no text (section 4.2). */
    private static int codeOf(String line) {
        if (line.length() < 3 || (line.length() > 3 && " -".indexOf(line.charAt(3)) < 0)) {
            return NO_CODE;
        }
        int value = 0;
        for (int i = 0; i < 3; i++) {
            char digit = line.charAt(i);
            if (digit < '0' || digit > '9') {
                return NO_CODE;
            }
            value = value * 10 + digit - '0';
        }
        return value >= 200 && value <= 599 ? value : NO_CODE;
    }

    private CorruptedFrameException broken(String why) {
        broken = true;
        return new CorruptedFrameException(why);
    }
}
