// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Verdict;

/** How one attempt to hand a copy to the next hop ended. Exactly one case means it arrived. */
sealed interface AttemptResult {
    /** The next hop took it. */
    record Delivered(String response) implements AttemptResult {}

    /**
     * It will never be taken.
     *
     * @param status enhanced status code for the report, of class 5
     * @param ours whether we decided so before the next hop was asked
     */
    record Bounced(String response, String status, boolean ours) implements AttemptResult {}

    /**
     * Not taken now.
     *
     * @param untouched whether the next hop said nothing about this copy, on a kept connection that
     *     went away: that is no attempt, and the copy may go at once over another connection
     */
    record Deferred(String response, Cause cause, boolean untouched) implements AttemptResult {}

    /** The final dot went out and no reply came: it may have arrived (H-39). */
    record Unknown(String response, Cause cause) implements AttemptResult {}

    /** Our own policy does not let it out now. */
    record Withheld(Verdict verdict) implements AttemptResult {}

    /** Why there was no usable reply; also a label of meters. */
    enum Cause {
        /** A reply of class 4 or one that is about the route. */
        REPLY,
        DROPPED,
        TIMEOUT,
        /** A reply that is no answer to what we said. */
        PROTOCOL,
        /** An error of our own. */
        BUG;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
