// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.Spooled;
import eu.octroi.gateway.spool.SpooledMessage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The spool as delivery sees it. Thread-safe. */
record SpoolOutbox(Spool spool) implements Outbox {
    QueuedMessage queued(Spooled spooled) {
        return new FromSpool(spool, spooled.id(), Optional.of(spooled.acceptance()));
    }

    @Override
    public int toCome() {
        return spool.toHandOver();
    }

    @Override
    public QueuedMessage message(MessageId id) {
        return new FromSpool(spool, id, Optional.empty());
    }

    @Override
    public CompletionStage<QueuedMessage> append(Acceptance acceptance, Octets message) {
        return spool.appendReport(acceptance, message).thenApply(this::queued);
    }

    @Override
    public CompletionStage<QueuedMessage> appendIfRoom(Acceptance acceptance, Octets message) {
        return spool.append(acceptance, message).thenApply(this::queued);
    }

    /** One spooled message. */
    private static final class FromSpool implements QueuedMessage {
        private final Spool spool;
        private final MessageId id;
        private volatile Optional<Acceptance> acceptance;

        FromSpool(Spool spool, MessageId id, Optional<Acceptance> acceptance) {
            this.spool = spool;
            this.id = id;
            this.acceptance = acceptance;
        }

        @Override
        public MessageId id() {
            return id;
        }

        @Override
        public boolean isAtHand() {
            return acceptance.isPresent();
        }

        @Override
        public boolean load() {
            if (!isAtHand()) {
                acceptance = spool.find(id).map(Spooled::acceptance);
            }
            return isAtHand();
        }

        @Override
        public Acceptance acceptance() {
            return acceptance.orElseThrow(() -> new IllegalStateException("not at hand: " + id));
        }

        @Override
        public boolean isOpen(int copy) {
            return spool.isOpen(id, copy);
        }

        @Override
        public Optional<Intervention> hold(int copy) {
            return spool.hold(id, copy);
        }

        @Override
        public Duration heldBefore(int copy) {
            return spool.heldBefore(id, copy);
        }

        @Override
        public CompletionStage<Void> intervene(int copy, Intervention intervention) {
            return spool.intervene(id, copy, intervention);
        }

        @Override
        public SpooledMessage read() {
            SpooledMessage whole = spool.read(id);
            // The edits are views of the whole record: kept along, they would keep its body.
            acceptance = Optional.of(whole.acceptance().withoutEdits());
            return whole;
        }

        @Override
        public CompletionStage<Void> settle(int copy, Outcome outcome) {
            return spool.settle(acceptance(), copy, outcome);
        }
    }
}
