// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.List;

/**
 * One entity of the message: the message itself, a multipart or a leaf. Immutable.
 *
 * @param encoding Content-Transfer-Encoding in lower case; {@code 7bit} when there is none
 * @param disposition Content-Disposition in lower case; empty when there is none
 * @param named whether a file name is given
 * @param children of a multipart, in order
 */
record Part(
        Header header,
        MediaType type,
        String encoding,
        String disposition,
        boolean named,
        Body body,
        List<Part> children) {
    Part {
        children = List.copyOf(children);
    }

    /**
     * The octets between header and delimiter. For a multipart, lines and octets are those of
     * preamble and epilogue.
     *
     * @param end first octet after the body; the CRLF before a delimiter line belongs to that line
     * @param touching whether a delimiter line follows the header at once, so that a body put in
     *     needs its own line end
     * @param longestLine octets without CRLF
     */
    record Body(int start, int end, boolean touching, boolean eightBit, int longestLine) {
        int length() {
            return end - start;
        }
    }

    boolean isAttachment() {
        return !disposition.isEmpty() && !disposition.equals("inline");
    }

    boolean hasLongLines() {
        return body.longestLine() > HeaderText.LINE_OCTETS_MAX;
    }
}
