// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import java.time.Instant;
import java.util.Optional;

/**
 * A proof as the record holds it. It holds no address. Immutable.
 *
 * @param id its number in the record
 * @param recordedBy the door it came through
 * @param withdrawal when and how it ended; empty while it stands
 */
public record ConsentEntry(
        long id,
        Proof proof,
        Instant recordedAt,
        String recordedBy,
        Optional<Withdrawal> withdrawal) {

    /** The end of a proof: it stays in the record and permits nothing. */
    public record Withdrawal(Instant at, String by) {}
}
