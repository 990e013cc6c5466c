// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.caps.CapClaim;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.FailPoint;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.server.ServerMeters.Violation;
import eu.octroi.gateway.session.BodyEnd;
import eu.octroi.gateway.session.Effect;
import eu.octroi.gateway.session.Envelope;
import eu.octroi.gateway.session.Evidence;
import eu.octroi.gateway.session.LoginResult;
import eu.octroi.gateway.session.ScramKeys;
import eu.octroi.gateway.session.SmtpSession;
import eu.octroi.gateway.session.State;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Tells the session what was decoded, performs its effects and feeds their results back. Replies
 * are written, not flushed: that is for whoever knows whether more input is at hand.
 *
 * <p>Event-loop confined: results that come on other threads are brought back to the loop.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Listener listener;
    private final SessionParts parts;
    private final SmtpSession session;
    private final Hearing hearing;
    private final SubmissionDecoder decoder;
    private final Channel channel;
    private final Runnable resume;
    private final KeptSlots slots;

    private boolean isWaiting;
    private boolean isClosing;
    private boolean isStopping;

    /**
     * @param resume called when a pending effect is done and its reply written
     */
    Conversation(
            Listener listener,
            SessionParts parts,
            SmtpSession session,
            SubmissionDecoder decoder,
            Channel channel,
            Runnable resume) {
        this.listener = listener;
        this.parts = parts;
        this.session = session;
        this.hearing = new Hearing(session, parts.meters());
        this.decoder = decoder;
        this.channel = channel;
        this.resume = resume;
        this.slots = new KeptSlots(parts.policy());
    }

    /** Whether an effect is pending, so that nothing more may be decoded. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** Whether this client has to do with less, since connections or memory run short. */
    boolean isPressed() {
        return parts.limiter().presses(session.peer());
    }

    boolean isClosing() {
        return isClosing;
    }

    void greet() {
        write(session.greeting());
    }

    /**
     * Acts on one thing decoded.
     *
     * @param isPipelined whether more octets stand behind it
     */
    void hear(Decoded decoded, boolean isPipelined) {
        switch (decoded) {
            case Decoded.Line(Octets line) -> perform(hearing.line(line, isPipelined), isPipelined);
            case Decoded.Overlong(Octets beginning) ->
                    perform(hearing.overlong(beginning), isPipelined);
            case Decoded.Message whole -> {
                if (whole.isConverted()) {
                    parts.meters().converted();
                }
                took(whole, session.received(BodyEnd.COMPLETE).effect());
            }
            case Decoded.Refused(BodyEnd end) -> {
                if (end == BodyEnd.BARE_LINE_END) {
                    parts.meters().violation(Violation.BARE_LINE_END);
                }
                perform(session.received(end).effect(), isPipelined);
            }
            case Decoded.Chunk _ -> perform(session.chunkReceived().effect(), isPipelined);
            case Decoded.Discarded _ -> perform(session.discarded().effect(), isPipelined);
            case Decoded.Incomplete _ -> throw new IllegalStateException("nothing was decoded");
        }
        slots.after(session.state());
        closeWhenStopping();
    }

    /** The handshake begun by STARTTLS is done. */
    void secured() {
        isWaiting = false;
        session.secured();
    }

    boolean isSecuring() {
        return session.state() instanceof State.Securing;
    }

    /** Ends as soon as no transaction is open. */
    void stop() {
        isStopping = true;
        closeWhenStopping();
        channel.flush();
    }

    /** Says why and closes. */
    void close(Reply reply) {
        if (!isClosing) {
            isClosing = true;
            slots.forgo();
            decoder.close();
            parts.meters().response(reply);
            channel.writeAndFlush(octets(reply)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes without a word. */
    void abandon() {
        isClosing = true;
        slots.forgo();
        decoder.close();
        // That it is done is told by the handler's channelInactive.
        var _ = channel.close();
    }

    /** A fault of ours: counted, logged with its stack, and this connection ends. */
    void bug(Throwable cause) {
        parts.meters().bug();
        LOG.error("event=bug room=server", cause);
        close(Replies.INTERNAL_ERROR);
    }

    /**
     * For work that the pipeline does not call: else a fault in it would leave the client waiting.
     */
    Runnable orBug(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error fault) {
                bug(fault);
            }
        };
    }

    private void perform(Effect effect, boolean isPipelined) {
        switch (effect) {
            case Effect.Send(Reply reply) -> write(reply);
            case Effect.Challenge(Reply reply) -> write(reply);
            case Effect.Refuse refuse -> {
                parts.refusals().refused(refuse.origin(), refuse.to(), refuse.tag());
                write(refuse.reply());
            }
            case Effect.Close(Reply reply) -> close(reply);
            case Effect.LookUp(String user) -> {
                ScramKeys keys = parts.authenticator().scramKeys(user);
                String nonce = parts.authenticator().nonce();
                perform(session.found(keys, nonce).effect(), isPipelined);
            }
            case Effect.Authenticate(Evidence evidence) -> authenticate(evidence);
            case Effect.StartTls(Reply reply) -> startTls(reply, isPipelined);
            case Effect.Admit(var credential) -> admit(credential, isPipelined);
            case Effect.Judge(var copy, var origin, var to) -> {
                judge(new CapClaim(copy, origin, to), isPipelined);
                FailPoint.AFTER_RCPT.pass();
            }
            case Effect.Receive(Reply reply, var declared, boolean convertLineFeeds) -> {
                decoder.receiveBody(declared, convertLineFeeds);
                write(reply);
            }
            case Effect.ReceiveChunk(long octets, boolean isLast) ->
                    decoder.receiveChunk(octets, isLast);
            case Effect.Discard(long octets) -> decoder.discardChunk(octets);
            case Effect.Forget(Reply reply) -> {
                decoder.forgetChunks();
                write(reply);
            }
            case Effect.Take _ -> throw new IllegalStateException("no message to take");
        }
    }

    /** Where room runs short the client waits, and with it whatever it has pipelined. */
    private void admit(CredentialId credential, boolean isPipelined) {
        Duration delay = parts.limiter().delay(session.peer());
        if (delay.isZero()) {
            perform(admitted(credential), isPipelined);
        } else {
            isWaiting = true;
            // It finds a connection that closed meanwhile.
            var _ =
                    channel.eventLoop()
                            .schedule(
                                    heard(() -> admitted(credential)),
                                    delay.toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
    }

    private Effect admitted(CredentialId credential) {
        Effect effect =
                session.admitted(parts.limiter().message(session.peer(), credential)).effect();
        FailPoint.AFTER_MAIL.pass();
        return effect;
    }

    /** Nobody learns who has objected by asking faster than mail is written (P10). */
    private void judge(CapClaim claim, boolean isPipelined) {
        if (!parts.limiter().recipient(session.peer(), claim.origin().credential())) {
            perform(session.postponed().effect(), isPipelined);
            return;
        }
        CompletableFuture<Verdict> verdict = parts.policy().admit(claim).toCompletableFuture();
        if (verdict.isDone()) {
            // As ever where the caps are kept on this node: nothing waits.
            perform(judged(claim, verdict.join()), isPipelined);
        } else {
            isWaiting = true;
            var _ =
                    verdict.whenComplete(
                            (given, failure) -> {
                                if (failure == null) {
                                    judgedLater(claim, given);
                                } else {
                                    bugLater(failure);
                                }
                            });
        }
    }

    /** A client that is gone by then leaves its slot behind: it is given back. */
    private void judgedLater(CapClaim claim, Verdict verdict) {
        channel.eventLoop()
                .execute(
                        () -> {
                            slots.keep(claim, verdict);
                            if (isClosing) {
                                slots.forgo();
                            }
                        });
        later(() -> session.judged(verdict).effect());
    }

    private Effect judged(CapClaim claim, Verdict verdict) {
        slots.keep(claim, verdict);
        return session.judged(verdict).effect();
    }

    private void authenticate(Evidence evidence) {
        isWaiting = true;
        parts.authenticator()
                .authenticate(evidence, session.peer().client())
                .whenComplete(
                        (result, failure) -> {
                            if (failure == null) {
                                later(() -> authenticated(evidence, result));
                            } else {
                                bugLater(failure);
                            }
                        });
    }

    private Effect authenticated(Evidence evidence, LoginResult result) {
        parts.meters().login(evidence, result);
        return session.authenticated(result).effect();
    }

    /** RFC 3207 section 4.2: what was sent in clear behind the command must not count (P3). */
    private void startTls(Reply reply, boolean isPipelined) {
        if (isPipelined) {
            parts.meters().violation(Violation.PIPELINED_STARTTLS);
            abandon();
            return;
        }
        isWaiting = true;
        TlsCertificate certificate = listener.certificate().orElseThrow();
        // In place before the reply is sent, so that nothing slips through in clear; the first
        // write through a handler made for STARTTLS is not encrypted.
        channel.pipeline().addFirst(certificate.handler(channel.alloc(), true));
        write(reply);
        channel.flush();
    }

    /** The body is lent until the stage completes, whatever becomes of the connection. */
    private void took(Decoded.Message whole, Effect effect) {
        if (!(effect instanceof Effect.Take(Envelope envelope))) {
            whole.body().release();
            throw new IllegalStateException("a message nobody takes");
        }
        isWaiting = true;
        List<CapClaim> handed = slots.handOver();
        take(envelope, whole, handed)
                .whenComplete(
                        (reply, failure) -> {
                            whole.body().release();
                            if (failure == null) {
                                KeptSlots.answered(parts.policy(), handed, reply);
                                later(() -> session.taken(reply).effect());
                            } else {
                                bugLater(failure);
                            }
                        });
    }

    private CompletionStage<Reply> take(
            Envelope envelope, Decoded.Message whole, List<CapClaim> handed) {
        try {
            return parts.taker().take(Submissions.of(envelope, channel.pipeline()), whole.octets());
        } catch (RuntimeException | Error e) {
            handed.forEach(parts.policy()::forgo);
            whole.body().release();
            throw e;
        }
    }

    /** A result that the session has yet to hear. */
    private interface Result {
        Effect tell();
    }

    private void bugLater(Throwable cause) {
        channel.eventLoop().execute(() -> bug(cause));
    }

    private void later(Result result) {
        channel.eventLoop().execute(heard(result));
    }

    private Runnable heard(Result result) {
        return orBug(
                () -> {
                    if (!isClosing) {
                        isWaiting = false;
                        perform(result.tell(), false);
                        closeWhenStopping();
                        resume.run();
                        FailPoint.AFTER_REPLY.pass();
                    }
                });
    }

    private void closeWhenStopping() {
        boolean isIdle =
                session.state() instanceof State.Fresh || session.state() instanceof State.Greeted;
        if (isStopping && isIdle) {
            close(Replies.STOPPING);
        }
    }

    private void write(Reply reply) {
        parts.meters().response(reply);
        // A write that fails closes the channel or comes to the handler's exceptionCaught.
        var _ = channel.write(octets(reply), channel.voidPromise());
    }

    private ByteBuf octets(Reply reply) {
        return ByteBufUtil.writeAscii(channel.alloc(), reply.wire());
    }
}
