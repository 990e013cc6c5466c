// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.List;

/**
 * The spool as the ledger reads it. The ledger pulls at its own pace and nothing is buffered for
 * it: what it has not committed stays on disk, so a slow ledger costs disk and never an event.
 * Thread-safe.
 */
public interface LedgerFeed {
    /**
     * Forced events after {@code position}, in order; empty when there are none yet. Reads files
     * and so blocks.
     *
     * @param position of the last event known, or 0 for the oldest kept
     * @param max events returned at most, 1 or more
     */
    List<SpoolEvent> after(long position, int max);

    /** The ledger holds everything up to and including {@code position}, forced. */
    void ledgerCommitted(long position);
}
