// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Text in charsets whose octets are not all what they seem, with {@link #OTHER} for every unit that
 * is no ASCII character: what is found in the view stands at the same place in the text.
 */
final class CharsetView {
    /** Stands for every unit that is no ASCII character. */
    static final byte OTHER = (byte) 0x80;

    private static final byte ESCAPE = 0x1b;
    private static final List<String> ESCAPES =
            List.of("\33(B", "\33(J", "\33(I", "\33$@", "\33$B", "\33$(D");

    private CharsetView() {}

    /** Of Shift_JIS, Big5, GBK, EUC and their kind; octets that are no character are refused. */
    static byte[] multibyte(byte[] text, Charset charset) {
        CharsetDecoder decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer in = ByteBuffer.wrap(text);
        CharBuffer out = CharBuffer.allocate(2);
        byte[] view = text.clone();
        while (in.hasRemaining()) {
            int at = in.position();
            if (text[at] >= 0) {
                in.position(at + 1);
                continue;
            }
            int end = character(decoder, in, out, at);
            checkTrail(text, at, end);
            Arrays.fill(view, at, end, OTHER);
        }
        return view;
    }

    /** In the charsets that every mail program knows, no character holds what HTML means. */
    private static void checkTrail(byte[] text, int at, int end) {
        for (int i = at; i < end; i++) {
            if (text[i] >= 0 && text[i] < '@' && (text[i] < '0' || text[i] > '9')) {
                throw Refusal.structure("a text in a charset that not every mail program knows");
            }
        }
    }

    /** Reads the one character at {@code at}, of at most four octets; the offset after it. */
    private static int character(CharsetDecoder decoder, ByteBuffer in, CharBuffer out, int at) {
        for (int length = 1; length <= 4 && at + length <= in.capacity(); length++) {
            if (isWhole(decoder, in, out.clear(), at, length)) {
                return at + length;
            }
        }
        throw Refusal.structure("a text with octets that are no character of its charset");
    }

    private static boolean isWhole(
            CharsetDecoder decoder, ByteBuffer in, CharBuffer out, int at, int length) {
        decoder.reset();
        in.limit(at + length).position(at);
        CoderResult result = decoder.decode(in, out, true);
        boolean isWhole = result.isUnderflow() && !in.hasRemaining();
        in.limit(in.capacity()).position(isWhole ? at + length : at);
        return isWhole;
    }

    /**
     * Of ISO-2022-JP; empty when a line or the text does not end in ASCII, as RFC 1468 asks it to,
     * and when it holds what the RFC does not: mail programs read that differently.
     */
    static Optional<byte[]> iso2022jp(byte[] text) {
        byte[] view = text.clone();
        boolean ascii = true;
        boolean roman = false;
        int at = 0;
        while (at < text.length) {
            if (text[at] < 0) {
                return Optional.empty();
            }
            if (text[at] == ESCAPE) {
                if (!isKnownEscape(text, at)) {
                    return Optional.empty();
                }
                int length = escapeLength(text, at);
                boolean single = at + 1 < text.length && text[at + 1] == '(';
                byte set = at + length <= text.length ? text[at + length - 1] : 0;
                ascii = single && set == 'B';
                roman = single && set == 'J';
                int end = Math.min(text.length, at + length);
                Arrays.fill(view, at, end, OTHER);
                at = end;
            } else {
                boolean isLineEnd = text[at] == '\r' || text[at] == '\n';
                if (!ascii && !roman) {
                    if (isLineEnd) {
                        return Optional.empty();
                    }
                    view[at] = OTHER;
                }
                at++;
            }
        }
        return ascii ? Optional.of(view) : Optional.empty();
    }

    private static boolean isKnownEscape(byte[] text, int at) {
        String ahead =
                new String(text, at, Math.min(4, text.length - at), StandardCharsets.ISO_8859_1);
        return ESCAPES.stream().anyMatch(ahead::startsWith);
    }

    /** {@code ESC ( B}, {@code ESC $ B} and {@code ESC $ ( D}. */
    private static int escapeLength(byte[] text, int at) {
        boolean long4 = at + 2 < text.length && text[at + 1] == '$' && text[at + 2] == '(';
        return long4 ? 4 : 3;
    }

    /**
     * Of UTF-16 and UTF-32.
     *
     * @param unit octets of one unit: 2 or 4
     * @param bigEndian whether the highest octet comes first
     */
    static byte[] wide(byte[] text, int unit, boolean bigEndian) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] view = new byte[text.length / unit];
        for (int i = 0; i < view.length; i++) {
            int value = UnitOrder.unit(text, i * unit, unit, order);
            view[i] = value >= 0 && value < 0x80 ? (byte) value : OTHER;
        }
        return view;
    }

    /**
     * Browsers do not know UTF-32 and show its octets: as no tag can begin in them, they show the
     * source with the clauses in it. No other character may hold what begins a tag.
     */
    static void checkApart(byte[] utf32, byte[] view) {
        for (int at = 0; at < utf32.length; at++) {
            if (utf32[at] == '<' && view[at / 4] != '<') {
                throw Refusal.structure("a text in a charset that not every mail program knows");
            }
        }
    }
}
