// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Where people look at the queue and give orders about it. Every call blocks: the event loop only
 * looks at some thousand rows in a turn, and all else is done on the caller's thread. Thread-safe.
 */
public final class QueueDesk {
    private final QueueLook look;
    private final QueueOrders orders;
    private final IntSupplier toCome;

    /**
     * With the queue as it stands.
     *
     * @param toCome messages of before the start that are still to be queued
     */
    QueueDesk(QueueLook look, QueueOrders orders, IntSupplier toCome) {
        this.look = look;
        this.orders = orders;
        this.toCome = toCome;
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

    /**
     * Every copy that delivery knows, whatever it does with it.
     *
     * @throws QueueIncompleteException when it does not know all of them yet
     */
    public Set<CopyId> known() {
        requireWhole();
        return look.known();
    }

    /**
     * Carries out an order on the chosen copies, one order at a time; {@value
     * QueueOrders#COPIES_MAX} at most, save a retry, which takes all of them.
     *
     * @throws QueueIncompleteException when what is chosen may not be queued yet
     */
    public OrderResult carryOut(Order order, Selection selection) {
        requireWhole();
        return orders.carryOut(order, selection);
    }

    private void requireWhole() {
        int left = toCome.getAsInt();
        if (left > 0) {
            throw new QueueIncompleteException(left);
        }
    }
}
