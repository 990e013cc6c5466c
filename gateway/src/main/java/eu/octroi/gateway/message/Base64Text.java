// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;
import java.util.Base64;

/**
 * A base64 leaf, RFC 2045 section 6.8, read strictly: letters of the alphabet in blanks and line
 * ends, padding only at the end. Immutable.
 */
final class Base64Text implements DecodedText {
    private final Octets message;
    private final Part.Body body;
    private final byte[] octets;
    private final int end;

    private Base64Text(Octets message, Part.Body body, byte[] octets, int end) {
        this.message = message;
        this.body = body;
        this.octets = octets;
        this.end = end;
    }

    static Base64Text decode(Octets message, Part.Body body) {
        byte[] letters = new byte[body.length()];
        int count = 0;
        int last = body.start();
        for (int at = body.start(); at < body.end(); at++) {
            byte octet = message.at(at);
            if (!isBlank(octet)) {
                letters[count++] = octet;
                last = at + 1;
            }
        }
        if (count % 4 != 0) {
            throw Refusal.structure("base64 text that ends within a group");
        }
        try {
            byte[] octets = Base64.getDecoder().decode(Arrays.copyOf(letters, count));
            return new Base64Text(message, body, octets, last);
        } catch (IllegalArgumentException broken) {
            throw Refusal.structure("base64 text that cannot be decoded");
        }
    }

    @Override
    public byte[] octets() {
        return octets;
    }

    /** First octet after the last letter or padding; blanks and line ends after it stay. */
    int end() {
        return end;
    }

    /** The offset of the group of four letters that holds the decoded octet {@code at}. */
    @Override
    public int offsetOf(int at) {
        int letters = at / 3 * 4;
        int offset = body.start();
        while (offset < end && (letters > 0 || isBlank(message.at(offset)))) {
            letters -= isBlank(message.at(offset)) ? 0 : 1;
            offset++;
        }
        return offset;
    }

    private static boolean isBlank(byte octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
    }
}
