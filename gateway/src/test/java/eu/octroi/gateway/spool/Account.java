// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.SpoolEvent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was asked of a spool and what it promised, and what a ledger read in its log. Guarded by its
 * monitor: whoever holds it sees both at one moment.
 */
final class Account {
    private final AtomicInteger next = new AtomicInteger();
    private final Set<MessageId> attempted = new HashSet<>();
    private final Set<MessageId> acknowledged = new HashSet<>();
    private final Set<MessageId> settling = new HashSet<>();
    private final Set<MessageId> done = new HashSet<>();
    private final Set<MessageId> accepted = new HashSet<>();
    private final Set<MessageId> settled = new HashSet<>();
    private long octets;
    private long position;

    synchronized int attempt() {
        int number = next.getAndIncrement();
        attempted.add(Mails.id(number));
        return number;
    }

    synchronized void acknowledged(MessageId message, int size) {
        acknowledged.add(message);
        octets += size;
    }

    synchronized void settling(MessageId message) {
        settling.add(message);
    }

    synchronized void done(MessageId message) {
        done.add(message);
    }

    /** The ledger reads on, commits, and says so to the spool; false when nothing is new. */
    synchronized boolean read(Spool spool) {
        List<SpoolEvent> events = spool.after(position, 1000);
        for (SpoolEvent event : events) {
            switch (event) {
                case SpoolEvent.Accepted taken -> accepted.add(taken.acceptance().id());
                case SpoolEvent.Settled ended -> settled.add(ended.message());
                case SpoolEvent.Intervened _ -> {}
            }
            position = event.position();
        }
        spool.ledgerCommitted(position);
        return !events.isEmpty();
    }

    /** The disk at a moment at which nothing is being read from it or promised. */
    synchronized FaultyFiles kill(FaultyFiles disk) {
        return disk.afterKill();
    }

    synchronized Set<MessageId> attempted() {
        return Set.copyOf(attempted);
    }

    synchronized Set<MessageId> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Settling was asked for: after a crash they are settled or open. */
    synchronized Set<MessageId> settling() {
        return Set.copyOf(settling);
    }

    /** Settling was acknowledged. */
    synchronized Set<MessageId> done() {
        return Set.copyOf(done);
    }

    synchronized Set<MessageId> accepted() {
        return Set.copyOf(accepted);
    }

    /** Accepted and not settled, as the events of the log tell it. */
    synchronized Set<MessageId> openByTheLog() {
        Set<MessageId> open = new HashSet<>(accepted);
        open.removeAll(settled);
        return open;
    }

    synchronized long octets() {
        return octets;
    }
}
