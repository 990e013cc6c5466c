// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.books;

import java.math.BigInteger;
import java.util.Locale;

/**
 * One recipient of one message. Immutable.
 *
 * @param message the reference the tool was told, 26 characters
 * @param copy which of the message's recipients, from 0
 */
record CopyId(String message, int copy) {
    static final int MESSAGE_OCTETS = 16;
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHARACTERS = 26;

    /** Sixteen octets as 26 digits of Crockford's base 32. */
    static String message(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (char digit : new BigInteger(1, octets).toString(32).toCharArray()) {
            text.append(CROCKFORD.charAt(DIGITS.indexOf(digit)));
        }
        return String.format(Locale.ROOT, "%" + CHARACTERS + "s", text).replace(' ', '0');
    }
}
