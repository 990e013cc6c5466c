// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The boundaries of the multiparts that are open, outermost first. Confined to one scan.
 *
 * <p>RFC 2046 section 5.1.1 compares only the beginning of a line, other parsers whole lines; a
 * line on which the two readings differ is refused, and so is a boundary that begins with another.
 */
final class Boundaries {
    static final int NONE = -1;

    /** H-27. */
    static final int NESTING_MAX = 32;

    private static final int LENGTH_MAX = 70;

    private final Octets message;
    private final List<byte[]> open = new ArrayList<>();

    Boundaries(Octets message) {
        this.message = message;
    }

    int depth() {
        return open.size();
    }

    void push(String boundary) {
        if (open.size() == NESTING_MAX) {
            throw Refusal.structure("multiparts nested deeper than " + NESTING_MAX);
        }
        check(boundary);
        byte[] octets = boundary.getBytes(StandardCharsets.US_ASCII);
        for (byte[] outer : open) {
            if (startsWith(outer, octets) || startsWith(octets, outer)) {
                throw Refusal.structure("one multipart boundary begins with another");
            }
        }
        open.add(octets);
    }

    void pop() {
        open.removeLast();
    }

    /**
     * Which open boundary the line is: twice its depth, plus one when it closes; {@link #NONE} when
     * it is text.
     */
    int match(int lineStart, int lineEnd) {
        if (lineEnd - lineStart < 3
                || message.at(lineStart) != '-'
                || message.at(lineStart + 1) != '-') {
            return NONE;
        }
        for (int depth = open.size() - 1; depth >= 0; depth--) {
            int after = lineStart + 2 + open.get(depth).length;
            if (after <= lineEnd && isAt(open.get(depth), lineStart + 2)) {
                return 2 * depth + closing(after, lineEnd);
            }
        }
        return NONE;
    }

    private int closing(int after, int lineEnd) {
        int at = after;
        boolean closes = at + 2 <= lineEnd && message.at(at) == '-' && message.at(at + 1) == '-';
        at += closes ? 2 : 0;
        while (at < lineEnd && (message.at(at) == ' ' || message.at(at) == '\t')) {
            at++;
        }
        if (at < lineEnd) {
            throw Refusal.structure("a line begins like a boundary and goes on as text");
        }
        return closes ? 1 : 0;
    }

    private boolean isAt(byte[] boundary, int from) {
        for (int i = 0; i < boundary.length; i++) {
            if (message.at(from + i) != boundary[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] text, byte[] prefix) {
        if (text.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (text[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static void check(String boundary) {
        if (boundary.isEmpty()
                || boundary.length() > LENGTH_MAX
                || boundary.endsWith(" ")
                || !boundary.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw Refusal.structure("a boundary that is not 1 to 70 characters of RFC 2046");
        }
    }
}
