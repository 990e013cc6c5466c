// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.Spooled;
import eu.octroi.gateway.spool.SpooledMessage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The spool as delivery sees it. Thread-safe. */
record SpoolOutbox(Spool spool) implements Outbox {
    QueuedMessage queued(Spooled spooled) {
        return new FromSpool(spool, spooled, spooled.acceptance().origin().stream());
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
    private record FromSpool(Spool spool, Spooled spooled, StreamId stream)
            implements QueuedMessage {
        @Override
        public MessageId id() {
            return spooled.id();
        }

        @Override
        public Acceptance acceptance() {
            return spooled.acceptance();
        }

        @Override
        public boolean isOpen(int copy) {
            return spooled.isOpen(copy);
        }

        @Override
        public Optional<Intervention> hold(int copy) {
            return spooled.hold(copy);
        }

        @Override
        public Duration heldBefore(int copy) {
            return spooled.heldBefore(copy);
        }

        @Override
        public CompletionStage<Void> intervene(int copy, Intervention intervention) {
            return spool.intervene(spooled, copy, intervention);
        }

        @Override
        public SpooledMessage read() {
            return spool.read(spooled);
        }

        @Override
        public CompletionStage<Void> settle(int copy, Outcome outcome) {
            return spool.settle(spooled, copy, outcome);
        }
    }
}
