// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Header fields the gateway puts on top, each complete as {@code Name: value} on one line; they are
 * folded where they are long.
 *
 * @param received our trace line, always added
 * @param messageId added when the message has no Message-ID that can be read as one
 * @param date added when the message has no Date
 * @param added what the fields beside the links say, where there are clauses
 */
public record TopFields(
        String received, Optional<String> messageId, Optional<String> date, AddedFields added) {
    public TopFields {
        Stream.of(Optional.of(received), messageId, date)
                .flatMap(Optional::stream)
                .forEach(HeaderText::checkLine);
    }
}
