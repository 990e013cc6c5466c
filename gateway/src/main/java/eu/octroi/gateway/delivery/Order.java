// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Intervention;

import java.time.Duration;
import java.util.Locale;

/**
 * What a person wants done with copies that wait. Immutable.
 *
 * @param author as {@link Intervention} has it
 * @param reason as {@link Intervention} has it; never empty for a hold or a cancellation
 * @param over within which retried and released copies become due, each at a moment of its own; not
 *     negative, {@link #OVER_MAX} at most
 */
public record Order(Kind kind, String author, String reason, Duration over) {
    /** Longer than anything waits in the queue by itself. */
    public static final Duration OVER_MAX = Duration.ofDays(30);

    /** The orders there are. */
    public enum Kind {
        HOLD,
        RELEASE,
        RETRY,
        CANCEL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean needsReason() {
            return this == HOLD || this == CANCEL;
        }

        /** Whether it can be carried out on a copy that stands so. */
        boolean concerns(CopyState state) {
            return switch (state) {
                case QUEUED, RETRYING -> this != RELEASE;
                case HELD -> this == RELEASE || this == CANCEL;
                case IN_FLIGHT -> false;
            };
        }
    }

    public Order {
        if (kind.needsReason() && reason.isBlank()) {
            throw new IllegalArgumentException("an order without its reason");
        }
        if (over.isNegative() || over.compareTo(OVER_MAX) > 0) {
            throw new IllegalArgumentException("an order over " + over);
        }
    }
}
