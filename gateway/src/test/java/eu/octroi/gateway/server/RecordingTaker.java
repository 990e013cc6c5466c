// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.intake.MessageTaker;
import eu.octroi.gateway.intake.Submission;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given and answers 250, at once or when it is let go. Thread-safe. */
final class RecordingTaker implements MessageTaker {
    /** A message as it was handed over. */
    record Taken(Submission submission, String text) {}

    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<Octets> borrowed = new CopyOnWriteArrayList<>();
    private volatile boolean isBroken;
    private volatile int filled;
    private volatile Optional<CompletableFuture<Void>> gate = Optional.empty();

    @Override
    public CompletionStage<Reply> take(Submission submission, Octets message) {
        if (isBroken) {
            throw new IllegalStateException("made by the test");
        }
        taken.add(new Taken(submission, message.latin1()));
        borrowed.add(message);
        Reply reply = Replies.accepted(submission.id().toString());
        return gate.<CompletionStage<Reply>>map(open -> open.thenApply(nothing -> reply))
                .orElseGet(() -> CompletableFuture.completedFuture(reply));
    }

    /** From now on no reply is given before the returned future is completed. */
    CompletableFuture<Void> hold() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        gate = Optional.of(held);
        return held;
    }

    @Override
    public int filledPercent() {
        return filled;
    }

    /** From now on it is so full. */
    void fill(int percent) {
        filled = percent;
    }

    /** From now on every message meets a fault of ours. */
    void breaks() {
        isBroken = true;
    }

    List<Taken> taken() {
        return taken;
    }

    List<String> texts() {
        return taken.stream().map(Taken::text).toList();
    }

    List<Octets> borrowed() {
        return borrowed;
    }
}
