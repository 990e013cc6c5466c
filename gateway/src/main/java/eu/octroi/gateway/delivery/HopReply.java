// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.smtp.EnhancedCode;

import java.util.List;
import java.util.Optional;

/**
 * One reply of the next hop, RFC 5321 section 4.2. Its text comes from a stranger: only {@link
 * #text()} may reach a log, a report or a page. Immutable.
 *
 * @param code 200 to 599
 * @param lines what follows the code on each line, at least one, possibly empty
 */
record HopReply(int code, List<String> lines) {
    /** A code for "the connection closes after this", RFC 5321 section 3.8. */
    static final int CLOSING = 421;

    HopReply {
        lines = List.copyOf(lines);
        if (code < 200 || code > 599 || lines.isEmpty()) {
            throw new IllegalArgumentException("reply code " + code);
        }
    }

    /** Clients decide by the first digit, RFC 5321 section 4.2.1, so that unknown codes work. */
    boolean isPositive() {
        return code < 300;
    }

    boolean asksForMore() {
        return code >= 300 && code < 400;
    }

    boolean isTransient() {
        return code >= 400 && code < 500;
    }

    boolean isPermanent() {
        return code >= 500;
    }

    boolean isClosing() {
        return code == CLOSING;
    }

    /** The enhanced status code (RFC 2034) when there is one and its class agrees with the code. */
    Optional<EnhancedCode> status() {
        String first = lines.getFirst();
        int end = first.indexOf(' ');
        return EnhancedCode.parse(end < 0 ? first : first.substring(0, end))
                .filter(status -> status.kind() == code / 100);
    }

    /** Code and text on one line of printable ASCII, cut to what an outcome may hold. */
    String text() {
        return OneLine.of(code + " " + String.join(" ", lines), Outcome.RESPONSE_OCTETS_MAX);
    }
}
