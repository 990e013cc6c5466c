// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Octets;

/** The line ends of a message, RFC 5321 section 2.3.8. */
public final class LineEnds {
    private LineEnds() {}

    /** Whether every CR stands before an LF, every LF after a CR, and there is no NUL. */
    static boolean areWhole(Octets message) {
        byte before = 0;
        for (int at = 0; at < message.length(); at++) {
            byte octet = message.at(at);
            if (octet == 0 || (octet == '\n') != (before == '\r')) {
                return false;
            }
            before = octet;
        }
        return before != '\r';
    }

    /** Whether lines end as in a file of this system: with LF, and never with CRLF. */
    public static boolean areLineFeeds(Octets message) {
        return message.indexOf((byte) '\n', 0) >= 0 && message.indexOf((byte) '\r', 0) < 0;
    }

    /** The same message with CRLF for LF, as a tool would send it. */
    public static Octets onTheWire(Octets message) {
        return areLineFeeds(message) ? Octets.of(message.latin1().replace("\n", "\r\n")) : message;
    }
}
