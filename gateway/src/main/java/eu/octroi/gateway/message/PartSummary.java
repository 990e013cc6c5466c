// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Optional;

/**
 * One part of a message as whoever explains it shows it. Immutable.
 *
 * @param path places from the root down, such as {@code 1.2}; the message itself is {@code 1}
 * @param type such as {@code text/plain}
 * @param charset as declared; empty when it is not
 * @param encoding Content-Transfer-Encoding in lower case
 * @param disposition such as {@code attachment}; empty when there is none
 * @param start first octet of the part's header
 * @param bodyStart first octet of its body
 * @param end first octet after it; of a multipart, after its epilogue
 * @param text what a reader is shown of a leaf of type text that is no attachment; empty for every
 *     other part, and where it cannot be decoded
 */
public record PartSummary(
        String path,
        String type,
        String charset,
        String encoding,
        String disposition,
        int start,
        int bodyStart,
        int end,
        Optional<String> text) {

    /** Whether it has parts of its own instead of a body. */
    public boolean holdsParts() {
        return type.startsWith("multipart/");
    }
}
