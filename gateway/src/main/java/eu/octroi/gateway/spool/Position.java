// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

/**
 * Where a record lies, as one number that rises through the log: the generation of the segment in
 * the upper 33 bits, the offset in its file in the lower 31.
 */
final class Position {
    private static final int OFFSET_BITS = 31;

    private Position() {}

    static long of(long generation, int offset) {
        return generation << OFFSET_BITS | offset;
    }

    static long generation(long position) {
        return position >>> OFFSET_BITS;
    }

    static int offset(long position) {
        return (int) (position & Integer.MAX_VALUE);
    }
}
