// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;

/** A quoted-printable leaf, RFC 2045 section 6.7. Immutable. */
final class QuotedPrintableText implements DecodedText {
    private final QuotedPrintableWalk walk;
    private final byte[] octets;
    private final int end;

    private QuotedPrintableText(QuotedPrintableWalk walk, byte[] octets, int end) {
        this.walk = walk;
        this.octets = octets;
        this.end = end;
    }

    static QuotedPrintableText decode(Octets message, Part.Body body) {
        if (body.eightBit()) {
            throw Refusal.structure("8-bit octets in quoted-printable text");
        }
        QuotedPrintableWalk walk = new QuotedPrintableWalk(message, body);
        byte[] room = new byte[body.length() + QuotedPrintableWalk.SPARE];
        int count = walk.decode(room);
        return new QuotedPrintableText(walk, Arrays.copyOf(room, count), body.end());
    }

    @Override
    public byte[] octets() {
        return octets;
    }

    @Override
    public int offsetOf(int at) {
        return at >= octets.length ? end : walk.offsetOf(at);
    }
}
