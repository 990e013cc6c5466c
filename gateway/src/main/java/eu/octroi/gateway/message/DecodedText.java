// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

/**
 * The content of a leaf without its transfer encoding, and the way back from a place in it to the
 * octets of the message. Immutable.
 */
sealed interface DecodedText permits PlainText, QuotedPrintableText, Base64Text, RecodedText {
    /** The decoded octets; read only. */
    byte[] octets();

    /** The offset in the message at which the decoded octet {@code at} begins. */
    int offsetOf(int at);

    static DecodedText of(Octets message, Part leaf) {
        return switch (leaf.encoding()) {
            case "7bit", "8bit", "binary" -> PlainText.of(message, leaf.body());
            case "quoted-printable" -> QuotedPrintableText.decode(message, leaf.body());
            case "base64" -> Base64Text.decode(message, leaf.body());
            default -> throw Refusal.structure("a text in an unknown transfer encoding");
        };
    }
}
