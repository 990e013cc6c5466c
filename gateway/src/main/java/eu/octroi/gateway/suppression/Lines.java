// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a list of unknown make: any line end, UTF-8 with or without a mark, and Latin-1
 * where a line is no UTF-8. It reads blocks and keeps one line at a time. Confined to one import.
 */
final class Lines {
    /** Longer than any line of a sensible list; the rest of a longer one is skipped. */
    static final int OCTETS_MAX = 64 << 10;

    private static final int BLOCK = 256 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private byte[] block = new byte[BLOCK];
    private int from;
    private int to;
    private boolean isAtEnd;
    private long number;
    private long taken;

    Lines(InputStream in) throws IOException {
        this.in = in;
        fill();
        if (to >= BYTE_ORDER_MARK.length
                && Arrays.equals(block, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3)) {
            from = BYTE_ORDER_MARK.length;
            taken = from;
        }
    }

    /**
     * One line without its end.
     *
     * @param number counted from 1
     * @param isCut whether it was too long and its end was skipped
     */
    record Line(long number, String text, boolean isCut) {}

    /** The next line; null at the end. */
    @Nullable Line next() throws IOException {
        int end = lineEnd();
        if (end == from && isAtEnd && from == to) {
            return null;
        }
        boolean isCut = end - from >= OCTETS_MAX;
        int length = Math.min(end - from, OCTETS_MAX);
        if (length > 0 && block[from + length - 1] == '\r') {
            length--;
        }
        String text = decode(block, from, length);
        skipTo(end);
        if (isCut) {
            skipLine();
        }
        return new Line(++number, text, isCut);
    }

    /** Octets taken from the input so far. */
    long taken() {
        return taken;
    }

    /** Index of the next line feed, or of the end of what can be one line. */
    private int lineEnd() throws IOException {
        int at = from;
        while (true) {
            while (at < to) {
                if (block[at] == '\n') {
                    return at;
                }
                at++;
            }
            if (isAtEnd || to - from >= OCTETS_MAX) {
                return Math.min(to, from + OCTETS_MAX);
            }
            int seen = at - from;
            fill();
            at = from + seen;
        }
    }

    private void skipTo(int end) {
        int next = end < to && block[end] == '\n' ? end + 1 : end;
        taken += next - from;
        from = next;
    }

    private void skipLine() throws IOException {
        while (from > 0 && block[from - 1] != '\n') {
            int end = lineEnd();
            if (end == from && isAtEnd && from == to) {
                return;
            }
            skipTo(end);
        }
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(block, from, block, 0, to - from);
            to -= from;
            from = 0;
        }
        int read = in.read(block, to, block.length - to);
        if (read < 0) {
            isAtEnd = true;
        } else {
            to += read;
        }
    }

    private static String decode(byte[] octets, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (octets[i] < 0) {
                return decodeUtf8(octets, from, length);
            }
        }
        return new String(octets, from, length, StandardCharsets.ISO_8859_1);
    }

    private static String decodeUtf8(byte[] octets, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, from, length))
                    .toString();
        } catch (CharacterCodingException _) {
            // No UTF-8: older tools write Latin-1, in which every octet is a character.
            return new String(octets, from, length, StandardCharsets.ISO_8859_1);
        }
    }
}
