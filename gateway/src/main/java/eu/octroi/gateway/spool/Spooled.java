// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.MessageId;

/** One accepted message on disk, as it waits in memory. Thread-safe. */
public final class Spooled {
    private final Acceptance acceptance;

    Spooled(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    public MessageId id() {
        return acceptance.id();
    }

    /** The decision without its edits; {@link Spool#read} has them. */
    public Acceptance acceptance() {
        return acceptance;
    }

    /** Whether this copy permits delivery and has no forced outcome yet. */
    public boolean isOpen(int copy) {
        return acceptance.copies().get(copy).verdict().permitsDelivery();
    }
}
