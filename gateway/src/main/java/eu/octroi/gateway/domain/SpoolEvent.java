// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/**
 * What the spool holds on disk and the ledger has to know. Each event stands by itself: none needs
 * an earlier one to be understood.
 */
public sealed interface SpoolEvent {
    /** Where it stands in the spool; rises from event to event, also across restarts. */
    long position();

    /** A message was taken, with the decision on each recipient; the edits are left out. */
    record Accepted(long position, Acceptance acceptance) implements SpoolEvent {}

    /**
     * One copy ended.
     *
     * @param copy index into the copies of the acceptance
     */
    record Settled(
            long position,
            MessageId message,
            int copy,
            Origin origin,
            EmailAddress to,
            Outcome outcome)
            implements SpoolEvent {}

    /**
     * A person held or released one copy.
     *
     * @param copy index into the copies of the acceptance
     */
    record Intervened(long position, MessageId message, int copy, Intervention intervention)
            implements SpoolEvent {}
}
