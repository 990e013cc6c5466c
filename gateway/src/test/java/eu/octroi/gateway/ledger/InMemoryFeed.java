// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.SpoolEvent;

import java.util.ArrayList;
import java.util.List;

/** Events in a list. Guarded by its monitor. */
final class InMemoryFeed implements LedgerFeed {
    private final List<SpoolEvent> events = new ArrayList<>();
    private long committed;

    synchronized void add(SpoolEvent event) {
        events.add(event);
    }

    /** Nobody reads one of them without the others. */
    synchronized void addTogether(List<SpoolEvent> more) {
        events.addAll(more);
    }

    @Override
    public synchronized List<SpoolEvent> after(long position, int max) {
        return events.stream().filter(e -> e.position() > position).limit(max).toList();
    }

    @Override
    public synchronized void ledgerCommitted(long position) {
        committed = position;
    }

    synchronized long committed() {
        return committed;
    }
}
