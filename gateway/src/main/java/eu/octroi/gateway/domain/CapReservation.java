// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What the frequency caps keep for one copy until delivery settles it. It is named by the copy
 * itself; here stands what cannot be told from that. Immutable.
 *
 * @param isCounted whether a slot is kept: mail that caps do not concern has none
 * @param isFirst whether this controller had never reached the person when it was kept
 * @param heldUntil when a cap that is full is expected to have room: until then, and until there is
 *     a slot, the copy waits (C-04); empty of a copy that need not wait
 */
public record CapReservation(boolean isCounted, boolean isFirst, Optional<Instant> heldUntil) {
    /** Of mail that nobody counts. Who was written to is not known, so it might be the first. */
    public static final CapReservation NONE = new CapReservation(false, true, Optional.empty());

    /** A slot for a copy that may go at once. */
    public static CapReservation kept(boolean isFirst) {
        return new CapReservation(true, isFirst, Optional.empty());
    }

    /** No slot yet, for a copy that waits for one. */
    public static CapReservation held(boolean isFirst, Instant until) {
        return new CapReservation(false, isFirst, Optional.of(until));
    }
}
