// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Comparator;
import java.util.Optional;

/**
 * Our name for one recipient's copy of an accepted message, written as the message's name, a dot
 * and the copy's index. Sorts by the time of acceptance. Immutable.
 *
 * @param index from 0, in the order of RCPT
 */
public record CopyId(MessageId message, int index) implements Comparable<CopyId> {
    private static final Comparator<CopyId> ORDER =
            Comparator.comparing(CopyId::message).thenComparingInt(CopyId::index);

    /** Reads what {@link #toString()} writes; empty when it is anything else. */
    public static Optional<CopyId> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !text.substring(dot + 1).matches("\\d{1,6}")) {
            return Optional.empty();
        }
        return MessageId.parse(text.substring(0, dot))
                .map(message -> new CopyId(message, Integer.parseInt(text.substring(dot + 1))));
    }

    @Override
    public int compareTo(CopyId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return message + "." + index;
    }
}
