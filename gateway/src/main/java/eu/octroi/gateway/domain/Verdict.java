// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** What we decided about one recipient, and why. Exactly one case permits delivery. */
public sealed interface Verdict {
    /** May be mailed, as far as is known now. */
    record Deliver() implements Verdict {
        public static final Deliver DELIVER = new Deliver();
    }

    /** Must not be mailed: an entry of the suppression list says so. */
    record Suppressed(SuppressionEntry entry) implements Verdict {}

    /** Must not be mailed under this stream's rules. */
    record Refused(Tag tag) implements Verdict {}

    /** Cannot be decided now, so must not be mailed yet (B-03). */
    record Undecided() implements Verdict {
        public static final Undecided UNDECIDED = new Undecided();
    }

    default boolean permitsDelivery() {
        return this instanceof Deliver;
    }
}
