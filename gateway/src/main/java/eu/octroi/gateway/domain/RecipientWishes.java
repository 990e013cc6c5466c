// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;
import java.util.Set;

/**
 * What the sender of a message asked to hear about one recipient, RFC 3461 sections 4.1 and 4.2.
 * Immutable.
 *
 * @param when at which moments; empty when nothing was asked; an empty set means never
 * @param originalRecipient type and address, such as {@code rfc822;bob@example.com}; decoded,
 *     printable ASCII
 */
public record RecipientWishes(Optional<Set<Moment>> when, Optional<String> originalRecipient) {
    /** What can be told; the code is a bit, stored, and never changes. */
    public enum Moment {
        SUCCESS(1),
        FAILURE(2),
        DELAY(4);

        private final int code;

        Moment(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    public static final RecipientWishes NONE =
            new RecipientWishes(Optional.empty(), Optional.empty());

    public RecipientWishes {
        when = when.map(Set::copyOf);
    }

    /** Whether this is to be told; unasked, all but a success is. */
    public boolean wants(Moment moment) {
        return when.map(moments -> moments.contains(moment)).orElse(moment != Moment.SUCCESS);
    }
}
