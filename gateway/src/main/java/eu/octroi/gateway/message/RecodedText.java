// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/**
 * A leaf turned into UTF-8 because nothing can be added to it in its own charset (I-17). Nothing of
 * its encoded octets stays, so that a place in it has no octet of its own in the message: places
 * keep their order and spread over the body. Immutable.
 */
final class RecodedText implements DecodedText {
    private final byte[] octets;
    private final Part.Body body;

    RecodedText(byte[] octets, Part.Body body) {
        this.octets = octets;
        this.body = body;
    }

    @Override
    public byte[] octets() {
        return octets;
    }

    @Override
    public int offsetOf(int at) {
        return octets.length == 0
                ? body.end()
                : body.start() + (int) ((long) at * body.length() / octets.length);
    }
}
