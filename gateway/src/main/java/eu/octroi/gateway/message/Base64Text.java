// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;
import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;
import java.util.Base64;

/**
 * A base64 leaf, RFC 2045 section 6.8, read strictly: letters of the alphabet in blanks and line
 * ends, padding only at the end. Immutable.
 */
final class Base64Text implements DecodedText {
    /** No letter of the alphabet stands below. */
    private static final int BLANKS_END = ' ' + 1;

    private final Octets message;
    private final Part.Body body;
    private final byte[] octets;
    private final int end;
    private final int letters;

    private Base64Text(Octets message, Part.Body body, byte[] octets, int end, int letters) {
        this.message = message;
        this.body = body;
        this.octets = octets;
        this.end = end;
        this.letters = letters;
    }

    static Base64Text decode(Octets message, Part.Body body) {
        byte[] array = message.array();
        int base = message.offset();
        byte[] letters = new byte[body.length()];
        int count = 0;
        int last = body.start();
        int at = body.start();
        while (at < body.end()) {
            int run =
                    OctetSearch.indexBelow(array, BLANKS_END, base + at, base + body.end()) - base;
            if (run > at) {
                System.arraycopy(array, base + at, letters, count, run - at);
                count += run - at;
                last = run;
            }
            if (run < body.end() && !isBlank(array[base + run])) {
                throw Refusal.structure("base64 text that cannot be decoded");
            }
            at = run + 1;
        }
        if (count % 4 != 0) {
            throw Refusal.structure("base64 text that ends within a group");
        }
        try {
            byte[] exact = count == letters.length ? letters : Arrays.copyOf(letters, count);
            byte[] octets = Base64.getDecoder().decode(exact);
            return new Base64Text(message, body, octets, last, count);
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

    /**
     * The offset of the group of four letters that holds the decoded octet {@code at}. Clauses go
     * near the end mostly, so it is sought from the nearer one.
     */
    @Override
    public int offsetOf(int at) {
        int wanted = at / 3 * 4;
        return wanted > letters / 2 && wanted < letters ? fromEnd(wanted) : fromStart(wanted);
    }

    private int fromStart(int wanted) {
        int left = wanted;
        int offset = body.start();
        while (offset < end && (left > 0 || isBlank(message.at(offset)))) {
            left -= isBlank(message.at(offset)) ? 0 : 1;
            offset++;
        }
        return offset;
    }

    private int fromEnd(int wanted) {
        int left = letters - wanted;
        int offset = end;
        while (left > 0) {
            offset--;
            left -= isBlank(message.at(offset)) ? 0 : 1;
        }
        return offset;
    }

    private static boolean isBlank(byte octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
    }
}
