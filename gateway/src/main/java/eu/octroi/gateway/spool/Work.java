// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Outcome;

import java.util.concurrent.CompletableFuture;

/** What the thread that forces is asked to write. Each is answered exactly once. */
sealed interface Work {
    /**
     * A message is accepted.
     *
     * @param since {@link System#nanoTime} when it was asked for
     * @param makesRoom whether another message can end once this one is forced
     */
    record Append(
            Draft draft,
            Spooled message,
            CompletableFuture<Spooled> done,
            long since,
            boolean makesRoom)
            implements Work {}

    /** One copy ended. */
    record Mark(
            Spooled message,
            int copy,
            Outcome.Kind outcome,
            Draft draft,
            CompletableFuture<Void> done)
            implements Work {}

    /**
     * A live message moves to the end of the log.
     *
     * @param from where it was read
     */
    record Carry(Spooled message, long from, Draft draft, CompletableFuture<Void> done)
            implements Work {}

    default Draft content() {
        return switch (this) {
            case Append append -> append.draft();
            case Mark mark -> mark.draft();
            case Carry carry -> carry.draft();
        };
    }

    default void fail(RuntimeException why) {
        switch (this) {
            case Append append -> append.done().completeExceptionally(why);
            case Mark mark -> mark.done().completeExceptionally(why);
            case Carry carry -> carry.done().completeExceptionally(why);
        }
    }

    /** Whether it may use the last free segment: what makes room must not wait for room. */
    default boolean makesRoom() {
        return true;
    }
}
