// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;

import java.util.List;

/**
 * How an order ended, in copies. Immutable.
 *
 * @param done carried out, and forced where that is promised
 * @param inFlight chosen, but on their way to the next hop: nothing was done to them
 * @param inFlightIds the first of those
 * @param failed what the spool could not record: they are as before, save cancelled ones, whose end
 *     is tried again until it is recorded
 * @param more whether more were chosen than one order takes: give it again; never of a retry
 */
public record OrderResult(
        int done, int inFlight, List<CopyId> inFlightIds, int failed, boolean more) {
    public static final int IDS_MAX = 20;

    public OrderResult {
        inFlightIds = List.copyOf(inFlightIds);
    }
}
