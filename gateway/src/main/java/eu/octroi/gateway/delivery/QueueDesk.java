// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where people look at the queue and give orders about it. Every call blocks: the event loop only
 * looks at some thousand rows in a turn, and all else is done on the caller's thread. Thread-safe.
 */
public final class QueueDesk {
    private final QueueLook look;
    private final QueueOrders orders;

    QueueDesk(QueueLook look, QueueOrders orders) {
        this.look = look;
        this.orders = orders;
    }

    /**
     * The first of the chosen copies, oldest first.
     *
     * @param after the last one of the page before; empty for the first page
     * @param limit copies returned at most
     */
    public List<WaitingCopy> list(Selection selection, Optional<CopyId> after, int limit) {
        return look.list(selection, after, limit);
    }

    /** All copies by the domain of their recipient, the most first. */
    public List<DestinationQueue> summary() {
        return look.summary();
    }

    /** Every copy that delivery knows, whatever it does with it. */
    public Set<CopyId> known() {
        return look.known();
    }

    /**
     * Carries out an order on the chosen copies, one order at a time; {@value
     * QueueOrders#COPIES_MAX} at most, save a retry, which takes all of them.
     */
    public OrderResult carryOut(Order order, Selection selection) {
        return orders.carryOut(order, selection);
    }
}
