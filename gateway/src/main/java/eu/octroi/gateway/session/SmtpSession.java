// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.session.State.Admitting;
import eu.octroi.gateway.session.State.Authenticating;
import eu.octroi.gateway.session.State.Challenged;
import eu.octroi.gateway.session.State.Chunked;
import eu.octroi.gateway.session.State.Closed;
import eu.octroi.gateway.session.State.Discarding;
import eu.octroi.gateway.session.State.Fresh;
import eu.octroi.gateway.session.State.Greeted;
import eu.octroi.gateway.session.State.Judging;
import eu.octroi.gateway.session.State.LookingUp;
import eu.octroi.gateway.session.State.Pending;
import eu.octroi.gateway.session.State.Receiving;
import eu.octroi.gateway.session.State.ReceivingChunk;
import eu.octroi.gateway.session.State.Securing;
import eu.octroi.gateway.session.State.Taking;
import eu.octroi.gateway.session.State.Transaction;
import eu.octroi.gateway.smtp.Command;
import eu.octroi.gateway.smtp.Command.Auth;
import eu.octroi.gateway.smtp.Command.Mail;
import eu.octroi.gateway.smtp.Command.Rcpt;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.util.List;
import java.util.function.Supplier;

/**
 * Protocol state of one inbound connection, RFC 5321 section 4.1.4, as a submission server (RFC
 * 6409). Pure: commands and results go in, a {@link Step} comes out; no socket, no clock, no
 * future.
 *
 * <pre>
 * state           EHLO     MAIL       RCPT       DATA       RSET     AUTH        STARTTLS
 * Fresh           Greeted  503        503        503        Fresh    503         503
 * Greeted         Greeted  Admitting  503        503        Greeted  Challenged  Securing
 * Transaction     Greeted  503        Judging    Receiving  Greeted  503         503
 * Chunked         Greeted  503        503        503        Greeted  503         503
 *
 * state           result                 next
 * Challenged      response               Challenged, LookingUp, Authenticating; Greeted at the
 *                                        end, or when it is no good
 * LookingUp       keys                   Challenged
 * Authenticating  accepted, rejected …   Greeted, Challenged; Closed after too many failures
 * Securing        handshake done         Fresh, and nothing said before counts
 * Admitting       yes, no                Transaction, Greeted
 * Judging         verdict                Transaction, with one recipient more or one refusal more
 * Receiving       end of the message     Taking; Greeted when the body was refused
 * ReceivingChunk  end of the chunk       Chunked; Greeted when it was refused
 * Discarding      end of the chunk       what was decided when it was announced
 * Taking          reply of intake        Greeted
 * </pre>
 *
 * <p>BDAT leads from Transaction and Chunked to ReceivingChunk, with LAST to Receiving, and from
 * everywhere else over Discarding back to where it came from: its octets are read in any case.
 *
 * <p>HELO goes where EHLO goes, and leaves AUTH, STARTTLS and BDAT out of order. NOOP, HELP, VRFY,
 * EXPN and whatever was wrong change no state; QUIT closes in every state. A state with a result
 * takes no command: the connection does not read while an effect is pending, so a command there is
 * out of order.
 *
 * <p>Event-loop confined.
 */
public final class SmtpSession {
    private final SessionRules rules;
    private final Patience patience;
    private final Authentication authentication;
    private final Addressing addressing;
    private final Reception reception;
    private Peer peer;
    private State state = new Fresh();

    /**
     * @param ids makes our name for each message offered
     */
    public SmtpSession(Peer peer, SessionRules rules, Supplier<MessageId> ids) {
        this.peer = peer;
        this.rules = rules;
        this.patience = new Patience(rules.errorsMax(), rules.junkCommandsMax());
        this.authentication = new Authentication(patience);
        this.addressing = new Addressing(rules, ids, patience);
        this.reception = new Reception(rules, patience);
    }

    public Peer peer() {
        return peer;
    }

    public State state() {
        return state;
    }

    /** What is said first. */
    public Reply greeting() {
        return Replies.greeting(rules.hostname());
    }

    public Step on(Command command) {
        return enter(
                switch (command) {
                    case Command.Ehlo(String client) -> patience.junk(greet(client, true));
                    case Command.Helo(String client) -> patience.junk(greet(client, false));
                    case Mail mail -> addressing.mail(state, peer, mail);
                    case Rcpt(EmailAddress to, RecipientWishes wishes) ->
                            addressing.rcpt(state, peer, to, wishes);
                    case Command.RcptPostmaster(RecipientWishes wishes) ->
                            addressing.rcpt(state, peer, rules.postmaster(), wishes);
                    case Command.Data _ -> reception.data(state);
                    case Command.Bdat chunk -> reception.bdat(state, peer, chunk);
                    case Command.Uncounted _ -> Step.close(Replies.CHUNK_UNCOUNTED);
                    case Command.Rset _ -> reset();
                    case Command.Noop _ -> patience.junk(stay(Replies.OK));
                    case Command.Quit _ -> Step.close(Replies.BYE);
                    case Command.Vrfy _, Command.Expn _ ->
                            patience.junk(stay(Replies.CANNOT_VERIFY));
                    case Command.Help _ -> patience.junk(stay(Replies.HELP));
                    case Auth auth -> authentication.begin(state, peer, auth);
                    case Command.StartTls _ -> startTls();
                    case Command.Http _ -> Step.close(Replies.NOT_HTTP);
                    case Command.BareLineEnd _ -> patience.bareLineEnd(state);
                    case Command.Malformed malformed -> malformed(malformed);
                });
    }

    private Step greet(String client, boolean byEhlo) {
        return switch (state) {
            case Fresh _, Greeted _, Transaction _, Chunked _ -> {
                peer = peer.greeted(client, byEhlo);
                Reply reply =
                        byEhlo
                                ? Replies.ehlo(rules.hostname(), rules.extensions(peer))
                                : Replies.helo(rules.hostname());
                yield new Step(new Greeted(), forgetful(reply));
            }
            case Pending _, Closed _ -> error(Replies.BAD_SEQUENCE);
        };
    }

    /** RFC 3207 section 4. */
    private Step startTls() {
        return switch (state) {
            case Greeted _ when !peer.extended() -> error(Replies.BAD_SEQUENCE);
            case Greeted _ when peer.tls() -> error(Replies.ALREADY_SECURE);
            case Greeted _ when !rules.tlsAvailable() -> error(Replies.TLS_NOT_AVAILABLE);
            case Greeted _ -> new Step(new Securing(), new Effect.StartTls(Replies.READY_FOR_TLS));
            case Fresh _, Transaction _, Chunked _, Pending _, Closed _ ->
                    error(Replies.BAD_SEQUENCE);
        };
    }

    /** The client did not wait where it has to: what it says cannot be trusted to be its own. */
    public Step outOfTurn() {
        return enter(Step.close(Replies.NOT_YOUR_TURN));
    }

    /** A response to a challenge, still in base64. */
    public Step responded(String response) {
        if (state instanceof Challenged(SaslExchange exchange)) {
            SaslExchange.Outcome outcome = exchange.respond(response);
            peer = Authentication.after(peer, outcome);
            return enter(authentication.exchange(outcome));
        }
        throw outOfPlace();
    }

    /** A response longer than any may be: the exchange is over. */
    public Step respondedTooLong() {
        return enter(authentication.respondedTooLong());
    }

    /**
     * What is kept of the user's password, or what cannot be told from it when there is no such
     * user.
     *
     * @param nonce at least 18 random octets in base64, never used before
     */
    public Step found(ScramKeys keys, String nonce) {
        if (state instanceof LookingUp(ScramStart start)) {
            return enter(authentication.found(start, keys, nonce));
        }
        throw outOfPlace();
    }

    public Step authenticated(LoginResult result) {
        if (state instanceof Authenticating waiting) {
            peer = Authentication.after(peer, waiting, result);
            return enter(authentication.authenticated(waiting, result));
        }
        throw outOfPlace();
    }

    /** The handshake is done: what was said in clear is forgotten (RFC 3207 section 4.2). */
    public void secured() {
        if (!(state instanceof Securing)) {
            throw outOfPlace();
        }
        peer = peer.secured();
        state = new Fresh();
    }

    public Step admitted(Admission admission) {
        if (state instanceof Admitting(MessageId id, Account account, Mail mail)) {
            return enter(
                    switch (admission) {
                        case GRANTED ->
                                new Step(
                                        new Transaction(id, account, mail, List.of(), 0),
                                        new Effect.Send(Replies.SENDER_OK));
                        case TOO_FAST -> notNow(Replies.TOO_FAST);
                        case NO_ROOM -> notNow(Replies.NO_ROOM);
                    });
        }
        throw outOfPlace();
    }

    private static Step notNow(Reply reply) {
        return new Step(new Greeted(), new Effect.Send(reply));
    }

    public Step judged(Verdict verdict) {
        if (state instanceof Judging judging) {
            return enter(RecipientAnswers.to(judging, verdict));
        }
        throw outOfPlace();
    }

    /** This client has named too many recipients of late. */
    public Step postponed() {
        if (state instanceof Judging judging) {
            return enter(
                    new Step(
                            judging.transaction().withRefusal(),
                            new Effect.Send(Replies.TOO_MANY_RECIPIENTS_NOW)));
        }
        throw outOfPlace();
    }

    /** The message has ended, or a chunk of it was refused and the rest with it. */
    public Step received(BodyEnd end) {
        if (state instanceof Receiving(Transaction tx) && end == BodyEnd.COMPLETE) {
            return enter(new Step(new Taking(), take(tx)));
        }
        if (end != BodyEnd.COMPLETE
                && (state instanceof Receiving || state instanceof ReceivingChunk)) {
            return enter(reception.refused(end));
        }
        throw outOfPlace();
    }

    /** A chunk that is not the last is here. */
    public Step chunkReceived() {
        if (state instanceof ReceivingChunk(Transaction tx)) {
            return enter(new Step(new Chunked(tx), new Effect.Send(Replies.CHUNK_OK)));
        }
        throw outOfPlace();
    }

    /** A chunk that counts for nothing is read. */
    public Step discarded() {
        if (state instanceof Discarding(Step then)) {
            return enter(then);
        }
        throw outOfPlace();
    }

    private Effect take(Transaction tx) {
        return new Effect.Take(new Envelope(tx.id(), peer, tx.account(), tx.mail(), tx.to()));
    }

    public Step taken(Reply reply) {
        if (state instanceof Taking) {
            patience.served();
            return enter(new Step(new Greeted(), new Effect.Send(reply)));
        }
        throw outOfPlace();
    }

    private Step reset() {
        return switch (state) {
            // After refused recipients this is the right thing to say, however often.
            case Transaction _, Chunked _ -> new Step(new Greeted(), forgetful(Replies.OK));
            case Fresh _, Greeted _, Pending _, Closed _ -> patience.junk(stay(Replies.OK));
        };
    }

    /** The reply to a command that ends the transaction. */
    private Effect forgetful(Reply reply) {
        return state instanceof Chunked ? new Effect.Forget(reply) : new Effect.Send(reply);
    }

    private Step stay(Reply reply) {
        return new Step(state, new Effect.Send(reply));
    }

    /** A recipient that cannot even be read is a refused one: DATA after it alone gets 554. */
    private Step malformed(Command.Malformed command) {
        State next =
                command.isRecipient() && state instanceof Transaction tx ? tx.withRefusal() : state;
        return patience.error(next, command.reply());
    }

    /** The client broke the protocol: answered, and after too often closed. */
    private Step error(Reply reply) {
        return patience.error(state, reply);
    }

    private Step enter(Step step) {
        state = step.next();
        return step;
    }

    private IllegalStateException outOfPlace() {
        return new IllegalStateException("result in state " + state.getClass().getSimpleName());
    }
}
