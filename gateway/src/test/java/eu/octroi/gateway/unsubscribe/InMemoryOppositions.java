// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Change;
import eu.octroi.gateway.suppression.SuppressionUnavailableException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Oppositions without a disk: each first one is an event, and it can fail when told to. */
public final class InMemoryOppositions implements Oppositions {
    /** What was recorded. */
    public record Event(ControllerNumber controller, PersonKey person, Channel channel) {}

    private final List<Event> events = new ArrayList<>();
    private boolean isDown;

    @Override
    public synchronized CompletionStage<Change> oppose(
            ControllerNumber controller, PersonKey person, Channel channel) {
        if (isDown) {
            return CompletableFuture.failedStage(new SuppressionUnavailableException("down"));
        }
        boolean isNew =
                events.stream()
                        .noneMatch(
                                e ->
                                        e.controller().equals(controller)
                                                && e.person().equals(person));
        if (isNew) {
            events.add(new Event(controller, person, channel));
        }
        return CompletableFuture.completedStage(
                new Change(isNew, Reason.OPPOSITION, Instant.EPOCH, "ref-" + person.low()));
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    public synchronized void down(boolean value) {
        isDown = value;
    }
}
