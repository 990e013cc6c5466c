// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

/**
 * Finds the end of a message in the array it was received into, RFC 5321 section 4.1.1.4: only
 * {@code CRLF.CRLF} ends it. Leading dots are removed in place (section 4.5.2), so the array is
 * moved together behind the first one and left alone when there is none.
 *
 * <p>One pass over the octets: everything that matters is below 14 (CR, LF, NUL), so the loop over
 * a line tests one thing. Event-loop confined.
 */
final class BodyScanner {
    /** What the octets seen so far come to. */
    enum Result {
        /** More is needed. */
        OPEN,
        /** The final dot was read. */
        END,
        /** A bare CR, a bare LF or NUL. */
        FORBIDDEN
    }

    private static final int ABOVE_ALL_THAT_MATTER = 14;

    private final boolean allowsLineFeeds;
    private int read;
    private int length;
    private int lineFeeds;
    // The line end of DATA counts as the CRLF before the first line.
    private boolean atLineStart = true;

    /**
     * @param allowsLineFeeds whether a bare LF is content instead of forbidden; it still ends no
     *     line here, so that no dot behind it ends the message
     */
    BodyScanner(boolean allowsLineFeeds) {
        this.allowsLineFeeds = allowsLineFeeds;
    }

    /** Bare line feeds in the content found so far. */
    int lineFeeds() {
        return lineFeeds;
    }

    /** Octets of content found so far, leading dots removed: they lie at the front of the array. */
    int length() {
        return length;
    }

    /** Octets looked at; what follows is not ours when the end was found. */
    int read() {
        return read;
    }

    /** How far into {@code CRLF.CRLF} the octets seen and not yet decided upon reach. */
    int pendingMatch(int end) {
        int undecided = end - read;
        return atLineStart ? 2 + undecided : undecided;
    }

    /**
     * Goes on where the last call stopped.
     *
     * @param array holds the message from {@code offset}; its front is rewritten
     * @param end octets of the message in it
     */
    Result scan(byte[] array, int offset, int end) {
        while (read < end) {
            if (atLineStart && array[offset + read] == '.') {
                if (read + 1 == end) {
                    return Result.OPEN;
                }
                if (array[offset + read + 1] == '\r') {
                    return dotAndCr(array, offset, end);
                }
                read++;
            }
            atLineStart = false;
            skipText(array, offset, end);
            if (read == end) {
                return Result.OPEN;
            }
            byte octet = array[offset + read];
            if (octet == '\r') {
                if (read + 1 == end) {
                    return Result.OPEN;
                }
                if (array[offset + read + 1] != '\n') {
                    return forbidden();
                }
                keep(array, offset, 2);
                atLineStart = true;
            } else if (octet == '\n' && allowsLineFeeds) {
                keep(array, offset, 1);
                lineFeeds++;
            } else if (octet == '\n' || octet == 0) {
                return forbidden();
            } else {
                keep(array, offset, 1);
            }
        }
        return Result.OPEN;
    }

    private Result dotAndCr(byte[] array, int offset, int end) {
        if (read + 2 == end) {
            return Result.OPEN;
        }
        if (array[offset + read + 2] != '\n') {
            read++;
            return forbidden();
        }
        read += 3;
        return Result.END;
    }

    /** Steps over the octet that is not allowed; what follows may still be the true end. */
    private Result forbidden() {
        read++;
        return Result.FORBIDDEN;
    }

    private void skipText(byte[] array, int offset, int end) {
        int from = offset + read;
        int to = offset + end;
        int i = from;
        while (i < to && (array[i] & 0xff) >= ABOVE_ALL_THAT_MATTER) {
            i++;
        }
        keep(array, offset, i - from);
    }

    private void keep(byte[] array, int offset, int octets) {
        if (length != read) {
            System.arraycopy(array, offset + read, array, offset + length, octets);
        }
        read += octets;
        length += octets;
    }
}
