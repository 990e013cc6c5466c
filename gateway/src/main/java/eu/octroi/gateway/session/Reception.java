// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.session.State.Chunked;
import eu.octroi.gateway.session.State.Closed;
import eu.octroi.gateway.session.State.Discarding;
import eu.octroi.gateway.session.State.Fresh;
import eu.octroi.gateway.session.State.Greeted;
import eu.octroi.gateway.session.State.Pending;
import eu.octroi.gateway.session.State.Receiving;
import eu.octroi.gateway.session.State.ReceivingChunk;
import eu.octroi.gateway.session.State.Transaction;
import eu.octroi.gateway.smtp.Command;
import eu.octroi.gateway.smtp.Replies;

/** The part of a session in which the octets of a message come. Event-loop confined. */
final class Reception {
    private final SessionRules rules;
    private final Patience patience;

    Reception(SessionRules rules, Patience patience) {
        this.rules = rules;
        this.patience = patience;
    }

    Step data(State state) {
        return switch (state) {
            case Transaction tx when tx.to().isEmpty() && tx.refusals() > 0 ->
                    patience.error(state, Replies.NO_VALID_RECIPIENTS);
            case Transaction tx when tx.to().isEmpty() ->
                    patience.error(state, Replies.NO_RECIPIENTS);
            case Transaction tx ->
                    new Step(
                            new Receiving(tx),
                            new Effect.Receive(
                                    Replies.GO_AHEAD,
                                    tx.mail().parameters().size(),
                                    tx.account().convertLineFeeds()));
            case Fresh _, Greeted _, Chunked _, Pending _, Closed _ ->
                    patience.error(state, Replies.BAD_SEQUENCE);
        };
    }

    /** RFC 3030 section 2; what would be read for nothing has its limit. */
    Step bdat(State state, Peer peer, Command.Bdat chunk) {
        if (chunk.octets() > rules.chunkOctetsMax(peer)) {
            return Step.close(Replies.CHUNK_TOO_BIG);
        }
        if (!peer.extended()) {
            return discard(chunk, patience.error(state, Replies.BAD_SEQUENCE));
        }
        return switch (state) {
            case Transaction tx when !tx.to().isEmpty() -> receive(tx, chunk);
            case Chunked(Transaction tx) -> receive(tx, chunk);
            case Transaction tx when tx.refusals() > 0 ->
                    discard(chunk, patience.error(state, Replies.NO_VALID_RECIPIENTS));
            case Transaction _ -> discard(chunk, patience.error(state, Replies.NO_RECIPIENTS));
            case Fresh _, Greeted _, Pending _, Closed _ ->
                    discard(chunk, patience.error(state, Replies.BAD_SEQUENCE));
        };
    }

    /** The body was read to its end and is not wanted. */
    Step refused(BodyEnd end) {
        return switch (end) {
            case BARE_LINE_END -> patience.bareLineEnd(new Greeted());
            case TOO_BIG -> new Step(new Greeted(), new Effect.Send(Replies.TOO_BIG));
            case NO_ROOM -> new Step(new Greeted(), new Effect.Send(Replies.NO_ROOM));
            case COMPLETE -> throw new IllegalStateException("a complete body is not refused");
        };
    }

    private static Step receive(Transaction tx, Command.Bdat chunk) {
        return new Step(
                chunk.isLast() ? new Receiving(tx) : new ReceivingChunk(tx),
                new Effect.ReceiveChunk(chunk.octets(), chunk.isLast()));
    }

    /** What follows the line is no command, whatever became of the line (P1). */
    private static Step discard(Command.Bdat chunk, Step then) {
        return then.effect() instanceof Effect.Close
                ? then
                : new Step(new Discarding(then), new Effect.Discard(chunk.octets()));
    }
}
