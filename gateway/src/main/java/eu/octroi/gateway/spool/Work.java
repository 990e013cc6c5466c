// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the thread that forces is asked to write. Each is answered exactly once. */
sealed interface Work {
    /**
     * A message is accepted.
     *
     * @param since nanoseconds of the ticker when it was asked for
     * @param makesRoom whether another message can end once this one is forced
     */
    record Append(
            Draft draft,
            Arrival arrival,
            Spooled message,
            CompletableFuture<Spooled> done,
            long since,
            boolean makesRoom)
            implements Work {}

    /** One copy ended. */
    record Mark(
            MessageId message,
            int copy,
            Outcome.Kind outcome,
            Draft draft,
            CompletableFuture<Void> done)
            implements Work {}

    /**
     * A person held or released one copy. A hold makes no room, so it leaves the reserve alone; a
     * copy that is released can end.
     */
    record Intervene(
            MessageId message,
            int copy,
            Intervention intervention,
            Draft draft,
            CompletableFuture<Void> done)
            implements Work {
        @Override
        public boolean makesRoom() {
            return intervention.kind() == Intervention.Kind.RELEASED;
        }
    }

    /**
     * A live message moves to the end of the log.
     *
     * @param from where it was read
     */
    record Carry(MessageId message, long from, Draft draft, CompletableFuture<Void> done)
            implements Work {}

    /** What is to be written, in order and in one segment. */
    default List<Draft> drafts(LiveMessages live) {
        return switch (this) {
            case Append append -> List.of(append.draft());
            case Mark mark -> List.of(mark.draft());
            case Intervene intervene -> List.of(intervene.draft());
            case Carry carry -> carried(carry.message(), carry.draft(), live);
        };
    }

    /** Whether writing it would say nothing new. */
    default boolean isObsolete(LiveMessages live) {
        return switch (this) {
            case Append _ -> false;
            case Mark mark -> !live.isOpen(mark.message(), mark.copy());
            case Intervene intervene -> !live.isOpen(intervene.message(), intervene.copy());
            case Carry carry ->
                    live.place(carry.message())
                            .filter(place -> place.position() == carry.from())
                            .isEmpty();
        };
    }

    /** A carried message is followed at once by its marks: older ones go with their segments. */
    private static List<Draft> carried(MessageId id, Draft whole, LiveMessages live) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(whole);
        drafts.add(
                Draft.of(
                        SpoolRecord.Kind.CARRIED_MARKS,
                        MarkCodec.carriedMarks(id, live.closed(id))));
        Map<Integer, Held> holds = live.holds(id);
        if (!holds.isEmpty()) {
            drafts.add(Draft.of(SpoolRecord.Kind.CARRIED_HOLDS, MarkCodec.carriedHolds(id, holds)));
        }
        return drafts;
    }

    default void fail(RuntimeException why) {
        switch (this) {
            case Append append -> append.done().completeExceptionally(why);
            case Mark mark -> mark.done().completeExceptionally(why);
            case Intervene intervene -> intervene.done().completeExceptionally(why);
            case Carry carry -> carry.done().completeExceptionally(why);
        }
    }

    /** Whether it may use the last free segment: what makes room must not wait for room. */
    default boolean makesRoom() {
        return true;
    }
}
