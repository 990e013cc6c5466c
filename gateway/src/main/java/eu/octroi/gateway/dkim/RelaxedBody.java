// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Octets;

import java.security.MessageDigest;

/**
 * The relaxed canonical form of a body (RFC 6376 section 3.4.4), fed piece by piece into a digest:
 * runs of spaces and tabs become one space, none stay before a line end, empty lines at the end go,
 * and a body that has any text ends in exactly one CRLF.
 *
 * <p>Most of a body is its own canonical form: words between single spaces, lines between single
 * line ends. Such stretches are found first and hashed from where they lie, without a copy. What
 * cannot be judged before the next octet (spaces, line ends, a CR at the end of a piece) is held
 * back in three fields. Confined to the thread that signs one copy.
 */
final class RelaxedBody {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final MessageDigest digest;
    private int lineEnds;
    private boolean space;
    private boolean carriageReturn;
    private boolean text;

    RelaxedBody(MessageDigest digest) {
        this.digest = digest;
    }

    void update(Octets piece) {
        byte[] octets = piece.array();
        int at = piece.offset();
        int end = at + piece.length();
        while (at < end) {
            int runEnd = endOfCanonicalRun(octets, at, end);
            if (runEnd > at) {
                releaseHeld();
                digest.update(octets, at, runEnd - at);
                at = runEnd;
            } else {
                take(octets[at++]);
            }
        }
    }

    /** The hash of the whole body (bh=). */
    byte[] finish() {
        if (carriageReturn) {
            releaseHeld();
        }
        if (text) {
            digest.update(LINE_END);
        }
        return digest.digest();
    }

    /**
     * Where the stretch from {@code at} that is its own canonical form ends: it starts and ends
     * with a plain octet, and between plain octets it has nothing but single spaces and single
     * CRLFs.
     */
    private static int endOfCanonicalRun(byte[] octets, int at, int end) {
        int i = at;
        while (i < end && isPlain(octets[i])) {
            i++;
            if (i + 2 < end && !isPlain(octets[i])) {
                if (octets[i] == ' ' && isPlain(octets[i + 1])) {
                    i++;
                } else if (octets[i] == '\r' && octets[i + 1] == '\n' && isPlain(octets[i + 2])) {
                    i += 2;
                }
            }
        }
        return i;
    }

    /** Neither a space nor a control: an octet above 127 counts as plain. */
    private static boolean isPlain(byte octet) {
        return (octet & 0xFF) > ' ';
    }

    private void take(byte octet) {
        if (carriageReturn && octet == '\n') {
            carriageReturn = false;
            space = false;
            lineEnds++;
            return;
        }
        if (carriageReturn) {
            releaseHeld();
        }
        switch (octet) {
            case ' ', '\t' -> space = true;
            case '\r' -> carriageReturn = true;
            default -> {
                releaseHeld();
                digest.update(octet);
            }
        }
    }

    /** Text follows, so what was held back belongs to the canonical form. */
    private void releaseHeld() {
        for (; lineEnds > 0; lineEnds--) {
            digest.update(LINE_END);
        }
        if (space) {
            digest.update((byte) ' ');
            space = false;
        }
        if (carriageReturn) {
            digest.update((byte) '\r');
            carriageReturn = false;
        }
        text = true;
    }
}
