// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Octets;

import java.security.MessageDigest;

/**
 * The simple canonical form of a body (RFC 6376 section 3.4.3), fed piece by piece into a digest:
 * empty lines at the end go, and the body ends in one CRLF, even when there is none. Confined to
 * the thread that verifies one message.
 */
final class SimpleBody {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final MessageDigest digest;

    /** Line ends that count only when something follows. */
    private int lineEnds;

    private boolean carriageReturn;

    SimpleBody(MessageDigest digest) {
        this.digest = digest;
    }

    void update(Octets piece) {
        for (int i = 0; i < piece.length(); i++) {
            byte octet = piece.at(i);
            if (carriageReturn && octet == '\n') {
                carriageReturn = false;
                lineEnds++;
            } else {
                release();
                if (octet == '\r') {
                    carriageReturn = true;
                } else {
                    releaseLineEnds();
                    digest.update(octet);
                }
            }
        }
    }

    /** The hash of the whole body (bh=). */
    byte[] finish() {
        release();
        digest.update(LINE_END);
        return digest.digest();
    }

    /** A CR that no LF follows is an octet like any other. */
    private void release() {
        if (carriageReturn) {
            releaseLineEnds();
            digest.update((byte) '\r');
            carriageReturn = false;
        }
    }

    private void releaseLineEnds() {
        for (; lineEnds > 0; lineEnds--) {
            digest.update(LINE_END);
        }
    }
}
