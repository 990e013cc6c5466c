// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/**
 * What the frequency caps keep for one copy until delivery settles it. It is named by the copy
 * itself; here stands what cannot be told from that. Immutable.
 *
 * @param isCounted whether a slot is kept: mail that caps do not concern has none
 * @param isFirst whether this controller had never reached the person when it was kept
 */
public record CapReservation(boolean isCounted, boolean isFirst) {
    /** Of mail that nobody counts. Who was written to is not known, so it might be the first. */
    public static final CapReservation NONE = new CapReservation(false, true);
}
