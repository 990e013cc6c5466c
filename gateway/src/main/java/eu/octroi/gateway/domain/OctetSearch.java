// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for octets, eight or more at a time: what a message is searched for most often does not
 * stand in it, and one octet after the other takes four times as long. Immutable.
 *
 * <p>After the exclusive or with the octet wanted, a zero marks the place, and {@code (x - 0x01…) &
 * ~x & 0x80…} is not zero when an octet of x is. The lowest octet so marked is always right, since
 * a borrow only comes from a zero below it; so the first octet must be the lowest.
 */
public final class OctetSearch {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Two questions at once cost little more than one, and half as many are guessed wrong. */
    private static final int PAIR = 2 * Long.BYTES;

    /** Octets of its target that copying may overwrite behind the last. */
    public static final int OVERSHOOT = PAIR;

    /** What stands in no message is sought over so many octets before one question. */
    private static final int BLOCK = 4 * Long.BYTES;

    private static final long ONES = 0x0101010101010101L;
    private static final long SIGNS = 0x8080808080808080L;

    private OctetSearch() {}

    /** First index of {@code octet} from {@code from} on; {@code to} when there is none before. */
    public static int indexOf(byte[] array, char octet, int from, int to) {
        long wanted = ONES * octet;
        int at = from;
        while (at + Long.BYTES <= to) {
            long marks = zeros((long) EIGHT.get(array, at) ^ wanted);
            if (marks != 0) {
                return at + place(marks);
            }
            at += Long.BYTES;
        }
        while (at < to && (array[at] & 0xff) != octet) {
            at++;
        }
        return at;
    }

    /** First index of either octet; {@code to} when neither stands before it. */
    public static int indexOfEither(byte[] array, char one, char other, int from, int to) {
        long ones = ONES * one;
        long others = ONES * other;
        int at = from;
        while (at + Long.BYTES <= to) {
            long marks = either(array, at, ones, others);
            if (marks != 0) {
                return at + place(marks);
            }
            at += Long.BYTES;
        }
        while (at < to && (array[at] & 0xff) != one && (array[at] & 0xff) != other) {
            at++;
        }
        return at;
    }

    /** First index of either octet, for what mostly stands in no message. */
    public static int indexOfRare(byte[] array, char one, char other, int from, int to) {
        long ones = ONES * one;
        long others = ONES * other;
        int at = from;
        while (at + BLOCK <= to) {
            long marks = either(array, at, ones, others) | either(array, at + 8, ones, others);
            marks |= either(array, at + 16, ones, others) | either(array, at + 24, ones, others);
            if (marks != 0) {
                break;
            }
            at += BLOCK;
        }
        return indexOfEither(array, one, other, at, to);
    }

    /** The same for one octet. */
    public static int indexOfRare(byte[] array, char octet, int from, int to) {
        long wanted = ONES * octet;
        int at = from;
        while (at + BLOCK <= to) {
            long marks = zeros(eight(array, at) ^ wanted) | zeros(eight(array, at + 8) ^ wanted);
            marks |= zeros(eight(array, at + 16) ^ wanted) | zeros(eight(array, at + 24) ^ wanted);
            if (marks != 0) {
                break;
            }
            at += BLOCK;
        }
        return indexOf(array, octet, at, to);
    }

    /**
     * Copies what stands before the first of either octet, and no octet further than {@code to};
     * the index reached. The target is written up to {@link #OVERSHOOT} octets further than that.
     */
    public static int copyUntilEither(
            byte[] array, char one, char other, int from, int to, byte[] target, int place) {
        long ones = ONES * one;
        long others = ONES * other;
        int at = from;
        int shift = place - from;
        while (at + PAIR <= to) {
            EIGHT.set(target, at + shift, (long) EIGHT.get(array, at));
            EIGHT.set(target, at + shift + Long.BYTES, (long) EIGHT.get(array, at + Long.BYTES));
            long first = either(array, at, ones, others);
            long second = either(array, at + Long.BYTES, ones, others);
            if ((first | second) != 0) {
                return at + place(first, second);
            }
            at += PAIR;
        }
        while (at < to && (array[at] & 0xff) != one && (array[at] & 0xff) != other) {
            target[at + shift] = array[at];
            at++;
        }
        return at;
    }

    /**
     * First index of a 7-bit octet below {@code limit}; {@code to} when there is none before.
     *
     * @param limit at most 0x80
     */
    public static int indexBelow(byte[] array, int limit, int from, int to) {
        long limits = ONES * limit;
        int at = from;
        while (at + PAIR <= to) {
            long first = below((long) EIGHT.get(array, at), limits);
            long second = below((long) EIGHT.get(array, at + Long.BYTES), limits);
            if ((first | second) != 0) {
                return at + place(first, second);
            }
            at += PAIR;
        }
        while (at < to && (array[at] < 0 || array[at] >= limit)) {
            at++;
        }
        return at;
    }

    /** Whether any octet lies outside 7-bit ASCII. */
    public static boolean hasEightBit(byte[] array, int from, int to) {
        long seen = 0;
        int at = from;
        while (at + BLOCK <= to) {
            seen |= (long) EIGHT.get(array, at) | (long) EIGHT.get(array, at + 8);
            seen |= (long) EIGHT.get(array, at + 16) | (long) EIGHT.get(array, at + 24);
            at += BLOCK;
        }
        while (at + Long.BYTES <= to) {
            seen |= (long) EIGHT.get(array, at);
            at += Long.BYTES;
        }
        while (at < to) {
            seen |= array[at++] & 0xff;
        }
        return (seen & SIGNS) != 0;
    }

    /**
     * First index of a control, a blank, or one of {@code / < = > ?}, which end most names in HTML;
     * {@code to} when there is none before.
     */
    public static int indexOfNameEnd(byte[] array, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long octets = (long) EIGHT.get(array, at);
            long marks =
                    below(octets, ONES * (' ' + 1))
                            | zeros(octets ^ ONES * '/')
                            | zeros((octets | ONES * 0x03) ^ ONES * '?');
            if (marks != 0) {
                return at + place(marks);
            }
            at += Long.BYTES;
        }
        while (at < to && !mayEndName(array[at])) {
            at++;
        }
        return at;
    }

    private static boolean mayEndName(byte octet) {
        return (octet >= 0 && octet <= ' ') || octet == '/' || (octet | 0x03) == '?';
    }

    /**
     * At most eight octets as a number, capital letters as small ones: the last is the highest
     * octet, and below the first there is nothing. Two that begin with no NUL are the same number
     * only when they are the same text.
     */
    public static long lower(byte[] array, int from, int to) {
        if (from + Long.BYTES > array.length) {
            long octets = 0;
            for (int i = from; i < to; i++) {
                octets = (octets >>> Byte.SIZE) | ((array[i] & 0xffL) << (Long.SIZE - Byte.SIZE));
            }
            return lower(octets);
        }
        int width = to - from;
        return width == 0 ? 0 : lower(eight(array, from) << (Byte.SIZE * (Long.BYTES - width)));
    }

    private static long lower(long octets) {
        long low = octets & ~SIGNS;
        long capitals =
                (low + ONES * (0x80 - 'A')) & ~(low + ONES * (0x7f - 'Z')) & ~octets & SIGNS;
        return octets | (capitals >>> 2);
    }

    private static long eight(byte[] array, int at) {
        return (long) EIGHT.get(array, at);
    }

    private static long either(byte[] array, int at, long ones, long others) {
        long octets = (long) EIGHT.get(array, at);
        return zeros(octets ^ ones) | zeros(octets ^ others);
    }

    private static long zeros(long octets) {
        return (octets - ONES) & ~octets & SIGNS;
    }

    private static long below(long octets, long limits) {
        return (octets - limits) & ~octets & SIGNS;
    }

    private static int place(long first, long second) {
        return first != 0 ? place(first) : Long.BYTES + place(second);
    }

    private static int place(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
