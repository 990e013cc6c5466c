// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;
import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;

/**
 * A quoted-printable leaf, RFC 2045 section 6.7. What decoders read differently, as an equals sign
 * that begins no escape or a raw 8-bit octet, is refused. Immutable.
 */
final class QuotedPrintableText implements DecodedText {
    /**
     * Decoded octets between two offsets that are kept, so that no place is sought from the start.
     */
    private static final int STEP = 1 << 12;

    private static final byte[] DIGITS = new byte[256];

    static {
        for (int octet = 0; octet < DIGITS.length; octet++) {
            DIGITS[octet] = (byte) Character.digit((char) octet, 16);
        }
    }

    private final Octets message;
    private final Part.Body body;
    private final byte[] octets;
    private final int[] steps;

    private QuotedPrintableText(Octets message, Part.Body body) {
        this.message = message;
        this.body = body;
        byte[] scratch = new byte[body.length() + Long.BYTES];
        int[] reached = new int[body.length() / STEP + 1];
        Walk walk = new Walk(scratch, 0, body.start());
        int step = 0;
        reached[0] = body.start();
        while (walk.at < walk.end) {
            int offset = walk.until(++step * STEP);
            if (step < reached.length) {
                reached[step] = offset;
            }
        }
        this.octets = Arrays.copyOf(scratch, walk.count);
        this.steps = reached;
    }

    static QuotedPrintableText decode(Octets message, Part.Body body) {
        if (body.eightBit()) {
            throw Refusal.structure("8-bit octets in quoted-printable text");
        }
        return new QuotedPrintableText(message, body);
    }

    @Override
    public byte[] octets() {
        return octets;
    }

    @Override
    public int offsetOf(int at) {
        if (at >= octets.length) {
            return body.end();
        }
        int step = at / STEP;
        return new Walk(new byte[STEP + Long.BYTES], step * STEP, steps[step]).until(at);
    }

    /** One walk over the encoded octets, the same for decoding and for finding a place. */
    private final class Walk {
        private final byte[] array = message.array();
        private final int base = message.offset();
        private final int end = base + body.end();
        private final byte[] out;
        private final int origin;
        private int at;
        private int count;
        private int stopKnown = -1;
        private int contentKnown;

        /**
         * @param out takes what is decoded from here on, with eight octets to spare
         * @param origin octets decoded before {@code offset}
         */
        Walk(byte[] out, int origin, int offset) {
            this.out = out;
            this.origin = origin;
            this.count = origin;
            this.at = base + offset;
        }

        /** Walks until {@code wanted} octets are decoded; the offset in the message reached. */
        int until(int wanted) {
            while (at < end && count < wanted) {
                if (array[at] == '=') {
                    escape();
                } else {
                    run(wanted);
                }
            }
            return at - base;
        }

        private void escape() {
            int high = at + 1 < end ? digit(array[at + 1]) : -1;
            int low = at + 2 < end ? digit(array[at + 2]) : -1;
            if (high >= 0 && low >= 0) {
                out[count++ - origin] = (byte) (high << 4 | low);
                at += 3;
                return;
            }
            int after = afterBlanks(at + 1);
            if (after < end && array[after] != '\r') {
                throw Refusal.structure("a broken escape in quoted-printable text");
            }
            at = Math.min(end, after + 2);
        }

        /** What stands for itself, up to an escape or the end of the line. */
        private void run(int wanted) {
            int limit = Math.min(end, at + wanted - count);
            int place = count - origin;
            out[place] = array[at];
            int stop = OctetSearch.copyUntilEither(array, '=', '\r', at + 1, limit, out, place + 1);
            int content = isBlank(array[stop - 1]) ? Math.min(stop, afterContent(stop)) : stop;
            if (content == at) {
                at = OctetSearch.indexOfEither(array, '=', '\r', at + 1, end);
                return;
            }
            count += content - at;
            at = content;
        }

        /**
         * Where what stands for itself ends without the blanks before a line end, which were added
         * on the way and are no content. Known for the whole line, however long, once it is sought.
         */
        private int afterContent(int from) {
            if (from > stopKnown) {
                stopKnown = OctetSearch.indexOfEither(array, '=', '\r', from, end);
                boolean endsLine = stopKnown == end || array[stopKnown] == '\r';
                contentKnown = endsLine ? beforeBlanks(stopKnown) : stopKnown;
            }
            return contentKnown;
        }

        private int beforeBlanks(int to) {
            int before = to;
            while (before > at && isBlank(array[before - 1])) {
                before--;
            }
            return before;
        }

        private int afterBlanks(int from) {
            int after = from;
            while (after < end && isBlank(array[after])) {
                after++;
            }
            return after;
        }

        private static boolean isBlank(byte octet) {
            return octet == ' ' || octet == '\t';
        }

        private static int digit(byte octet) {
            return DIGITS[octet & 0xff];
        }
    }
}
