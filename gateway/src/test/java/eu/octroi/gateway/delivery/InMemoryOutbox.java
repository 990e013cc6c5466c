// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.spool.SpooledMessage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A spool in memory that can be made to fail. Thread-safe. */
final class InMemoryOutbox implements Outbox {
    /** In the order of settling: {@code message/copy kind response}. */
    final List<String> settled = new CopyOnWriteArrayList<>();

    /** Reports and other appended messages. */
    final List<QueuedMessage> appended = new CopyOnWriteArrayList<>();

    private final Map<MessageId, QueuedMessage> messages = new ConcurrentHashMap<>();

    volatile int toCome;
    volatile boolean settleFails;
    volatile boolean appendFails;

    /** Meets whoever reads a message to {@code poison}. */
    volatile Runnable readFault = () -> {};

    /** Meets whoever holds or releases a copy of a message to {@code poison}. */
    volatile Runnable orderFault = () -> {};

    /** Meets whoever asks how long a copy for {@code poison} was held. */
    volatile Runnable heldFault = () -> {};

    /** Meets whoever settles a copy for {@code poison}. */
    volatile Runnable settleFault = () -> {};

    @Override
    public int toCome() {
        return toCome;
    }

    @Override
    public CompletionStage<QueuedMessage> append(Acceptance acceptance, Octets message) {
        if (appendFails) {
            return CompletableFuture.failedFuture(new IllegalStateException("no room"));
        }
        QueuedMessage stored = message(acceptance, message);
        appended.add(stored);
        settled.add("report");
        return CompletableFuture.completedFuture(stored);
    }

    @Override
    public CompletionStage<QueuedMessage> appendIfRoom(Acceptance acceptance, Octets message) {
        return append(acceptance, message);
    }

    QueuedMessage message(Acceptance acceptance, Octets original) {
        QueuedMessage message = new InMemory(acceptance, original, new ConcurrentHashMap<>());
        messages.put(message.id(), message);
        return message;
    }

    @Override
    public QueuedMessage message(MessageId id) {
        return Objects.requireNonNull(messages.get(id), id.toString());
    }

    /** One message. */
    private final class InMemory implements QueuedMessage {
        private final Acceptance acceptance;
        private final Octets original;
        private final Map<Integer, Outcome> outcomes;
        private final Map<Integer, Intervention> holds = new ConcurrentHashMap<>();

        InMemory(Acceptance acceptance, Octets original, Map<Integer, Outcome> outcomes) {
            this.acceptance = acceptance;
            this.original = original;
            this.outcomes = outcomes;
        }

        @Override
        public MessageId id() {
            return acceptance.id();
        }

        @Override
        public boolean isAtHand() {
            return true;
        }

        @Override
        public boolean load() {
            return true;
        }

        @Override
        public Acceptance acceptance() {
            return acceptance;
        }

        @Override
        public boolean isOpen(int copy) {
            return !outcomes.containsKey(copy);
        }

        @Override
        public Optional<Intervention> hold(int copy) {
            return Optional.ofNullable(holds.get(copy))
                    .filter(last -> last.kind() == Intervention.Kind.HELD);
        }

        @Override
        public Duration heldBefore(int copy) {
            if (isPoison()) {
                heldFault.run();
            }
            return Duration.ZERO;
        }

        @Override
        public CompletionStage<Void> intervene(int copy, Intervention intervention) {
            if (isPoison()) {
                orderFault.run();
            }
            if (settleFails) {
                return CompletableFuture.failedFuture(new IllegalStateException("sick"));
            }
            holds.put(copy, intervention);
            settled.add(
                    acceptance.copies().get(copy).to().localPart()
                            + " "
                            + intervention.kind().word()
                            + " by "
                            + intervention.author());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public SpooledMessage read() {
            if (isPoison()) {
                readFault.run();
            }
            return new SpooledMessage(acceptance, original);
        }

        private boolean isPoison() {
            return acceptance.copies().getFirst().to().localPart().equals("poison");
        }

        @Override
        public CompletionStage<Void> settle(int copy, Outcome outcome) {
            if (isPoison()) {
                settleFault.run();
            }
            if (settleFails) {
                return CompletableFuture.failedFuture(new IllegalStateException("sick"));
            }
            outcomes.put(copy, outcome);
            String to = acceptance.copies().get(copy).to().localPart();
            settled.add(to + " " + outcome.kind().word() + " " + outcome.response());
            return CompletableFuture.completedFuture(null);
        }
    }
}
