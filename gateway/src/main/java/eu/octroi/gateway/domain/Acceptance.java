// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Instant;
import java.util.List;

/**
 * The decision to take a message: everything about it but its octets. It is forced to disk with
 * them before the 250, and the ledger is filled from it (H-12, H-49). Immutable.
 *
 * @param smtpUtf8 whether the next hop must speak SMTPUTF8 for this message
 * @param sharedEdits what every copy changes
 * @param copies one per recipient of the transaction, in the order of RCPT; at least one
 * @param treatment what was done to the message, for the ledger
 * @param wishes what the sender asked of reports; for every copy or for none
 */
public record Acceptance(
        MessageId id,
        Instant acceptedAt,
        Origin origin,
        ReversePath from,
        boolean smtpUtf8,
        List<Edit> sharedEdits,
        List<Copy> copies,
        Treatment treatment,
        ReportWishes wishes) {
    public Acceptance {
        sharedEdits = List.copyOf(sharedEdits);
        copies = List.copyOf(copies);
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("a message without recipients");
        }
    }

    /** The decision alone. */
    public Acceptance withoutEdits() {
        return new Acceptance(
                id,
                acceptedAt,
                origin,
                from,
                smtpUtf8,
                List.of(),
                copies.stream().map(Copy::withoutEdits).toList(),
                treatment,
                wishes);
    }

    /** Of a message whose sender asked nothing of reports. */
    public Acceptance(
            MessageId id,
            Instant acceptedAt,
            Origin origin,
            ReversePath from,
            boolean smtpUtf8,
            List<Edit> sharedEdits,
            List<Copy> copies,
            Treatment treatment) {
        this(
                id,
                acceptedAt,
                origin,
                from,
                smtpUtf8,
                sharedEdits,
                copies,
                treatment,
                ReportWishes.NONE);
    }
}
