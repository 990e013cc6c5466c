// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;
import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;

/**
 * Walks over quoted-printable octets, RFC 2045 section 6.7: once to decode all, then from a kept
 * place to find another. What decoders read differently, as an equals sign that begins no escape,
 * is refused. Immutable once it has decoded.
 *
 * <p>Blanks before the end of a line were added on the way and are no content. Decoding copies them
 * with the rest and takes them back at the end of the line.
 */
final class QuotedPrintableWalk {
    /** Octets that decoding may write behind the last. */
    static final int SPARE = OctetSearch.OVERSHOOT;

    /** Decoded octets between two places that are kept, so that none is sought from the start. */
    private static final int STEP = 1 << 12;

    private static final int ESCAPE = 3;

    /** What two octets behind an equals sign are in the tables, beside octets below this. */
    private static final int OCTETS = 0x100;

    private static final int LINE_END = 0x600;
    private static final int OTHER = 0x800;
    private static final short[] HIGH = new short[256];
    private static final short[] LOW = new short[256];

    static {
        for (char octet = 0; octet < HIGH.length; octet++) {
            int digit = Character.digit(octet, 16);
            HIGH[octet] = (short) (digit < 0 ? OTHER : digit << 4);
            LOW[octet] = (short) (digit < 0 ? OTHER : digit);
        }
        HIGH['\r'] = 0x200;
        LOW['\n'] = 0x400;
    }

    private final byte[] array;
    private final int base;
    private final int start;
    private final int end;
    private final int[] keptCounts;
    private final int[] keptPlaces;
    private int kept;
    private int next;

    QuotedPrintableWalk(Octets message, Part.Body body) {
        this.array = message.array();
        this.base = message.offset();
        this.start = base + body.start();
        this.end = base + body.end();
        this.keptCounts = new int[body.length() / STEP + 1];
        this.keptPlaces = new int[keptCounts.length];
        keep(0, start);
    }

    /**
     * Decodes everything.
     *
     * @param out has room for the encoded octets and {@link #SPARE} more
     * @return how many octets were decoded
     */
    int decode(byte[] out) {
        int count = 0;
        int at = start;
        while (true) {
            int from = at;
            at = OctetSearch.copyUntilEither(array, '=', '\r', from, end, out, count);
            count += at - from;
            if (at == end) {
                return count - blanksBefore(at, from);
            }
            if (array[at] == '\r') {
                count -= blanksBefore(at, from);
                out[count++] = array[at++];
            } else {
                int meaning = escaped(at);
                out[count] = (byte) meaning;
                count += meaning < OCTETS ? 1 : 0;
                at = meaning < OCTETS || meaning == LINE_END ? at + ESCAPE : afterSoftBreak(at);
            }
            if (count >= next) {
                keep(count, at);
            }
        }
    }

    private void keep(int count, int at) {
        keptCounts[kept] = count;
        keptPlaces[kept++] = at;
        next = count + STEP;
    }

    /** The first offset in the message at which {@code wanted} octets are decoded. */
    int offsetOf(int wanted) {
        int nearest = nearest(wanted);
        int count = keptCounts[nearest];
        int at = keptPlaces[nearest];
        while (at < end && count < wanted) {
            int from = at;
            int limit = Math.min(end, from + wanted - count);
            at = OctetSearch.indexOfEither(array, '=', '\r', from, limit);
            count += at - from;
            if (at > from && isBlank(array[at - 1]) && endsLine(at)) {
                count -= blanksBefore(at, from);
                at = afterBlanks(at);
            }
            if (at < end && count < wanted) {
                boolean isSoftBreak = array[at] == '=' && escaped(at) >= OCTETS;
                int width = array[at] == '=' ? ESCAPE : 1;
                at = isSoftBreak ? afterSoftBreak(at) : at + width;
                count += isSoftBreak ? 0 : 1;
            }
        }
        return at - base;
    }

    /** The last kept place with fewer octets before it: what adds none may follow the wanted. */
    private int nearest(int wanted) {
        int found = Arrays.binarySearch(keptCounts, 0, kept, wanted);
        return Math.max(0, (found < 0 ? -found - 1 : found) - 1);
    }

    /** The octet that an equals sign begins, {@link #LINE_END}, or another number. */
    private int escaped(int at) {
        if (at + 2 >= end) {
            return OTHER;
        }
        return HIGH[array[at + 1] & 0xff] | LOW[array[at + 2] & 0xff];
    }

    private int afterSoftBreak(int at) {
        int after = afterBlanks(at + 1);
        if (after < end && array[after] != '\r') {
            throw Refusal.structure("a broken escape in quoted-printable text");
        }
        return Math.min(end, after + 2);
    }

    private boolean endsLine(int at) {
        int after = afterBlanks(at);
        return after == end || array[after] == '\r';
    }

    private int afterBlanks(int from) {
        int after = from;
        while (after < end && isBlank(array[after])) {
            after++;
        }
        return after;
    }

    private int blanksBefore(int to, int from) {
        int before = to;
        while (before > from && isBlank(array[before - 1])) {
            before--;
        }
        return to - before;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
