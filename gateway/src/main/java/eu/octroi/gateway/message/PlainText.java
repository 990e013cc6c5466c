// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

/** A leaf that stands in the message as it is. Immutable. */
final class PlainText implements DecodedText {
    private final byte[] octets;
    private final int start;

    private PlainText(byte[] octets, int start) {
        this.octets = octets;
        this.start = start;
    }

    static PlainText of(Octets message, Part.Body body) {
        return new PlainText(message.slice(body.start(), body.end()).toByteArray(), body.start());
    }

    @Override
    public byte[] octets() {
        return octets;
    }

    @Override
    public int offsetOf(int at) {
        return start + at;
    }
}
