// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.server.ServerMeters.Violation;
import eu.octroi.gateway.session.SmtpSession;
import eu.octroi.gateway.smtp.Replies;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/**
 * The octets and the time of one inbound connection: keeps what is not yet whole, hands the {@link
 * Conversation} one thing after the other, and nothing while an effect is pending, so that
 * pipelined commands are answered in order (RFC 2920). Flushes when the input at hand is used up.
 *
 * <p>Event-loop confined.
 */
final class SubmissionHandler extends ChannelInboundHandlerAdapter {
    /** A client that talks before it is greeted does not wait for replies either (P4). */
    private static final long GREETING_PAUSE_MILLIS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionHandler.class);

    private final Channel channel;
    private final Listener listener;
    private final ServerMeters meters;
    private final InetAddress client;
    private final SubmissionDecoder decoder;
    private final IdleGuard guard;
    private final Conversation conversation;

    private ByteBuf input = Unpooled.EMPTY_BUFFER;
    private boolean isGreeted;
    private boolean isLastWordWaiting;

    SubmissionHandler(
            Channel channel,
            Listener listener,
            SessionParts parts,
            SmtpSession session,
            SubmissionDecoder decoder) {
        this.channel = channel;
        this.listener = listener;
        this.meters = parts.meters();
        this.client = session.peer().client();
        this.decoder = decoder;
        this.guard = new IdleGuard(parts.limits(), nanoTime());
        this.conversation =
                new Conversation(listener, parts, session, decoder, channel, this::resume);
    }

    /** Ends the connection as soon as no transaction is open. Called on the event loop. */
    void stop() {
        conversation.stop();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        meters.opened(listener.name());
        LOG.debug("event=connected listener={} client={}", listener.name(), client);
        long millis = guard.lookEvery().toMillis();
        Future<?> looking =
                channel.eventLoop()
                        .scheduleAtFixedRate(
                                conversation.orBug(this::look),
                                millis,
                                millis,
                                TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> looking.cancel(false));
        if (!listener.implicitTls()) {
            greetSoon();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ByteBuf octets = (ByteBuf) read;
        if (conversation.isClosing()) {
            octets.release();
            return;
        }
        guard.octets(octets.readableBytes());
        input =
                input.isReadable()
                        ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), input, octets)
                        : replace(octets);
        if (isGreeted) {
            advance();
        } else {
            meters.violation(Violation.EARLY_TALKER);
            conversation.close(Replies.TALKED_TOO_EARLY);
        }
        if (isHeldUp() && input.isReadable()) {
            // What is pipelined behind a pending effect may wait, but not pile up; nor may what
            // comes from a client that does not read our replies (P6).
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        // A client that does not read its replies gets no more of them until it does.
        resume();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                LOG.debug("event=handshake-failed client={}", client, handshake.cause());
                conversation.abandon();
            } else if (conversation.isSecuring()) {
                conversation.secured();
            } else {
                greetSoon();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        conversation.abandon();
        replace(Unpooled.EMPTY_BUFFER);
        LOG.debug("event=disconnected listener={} client={}", listener.name(), client);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean isOfTheNetwork = cause instanceof IOException || cause instanceof DecoderException;
        if (isOfTheNetwork || conversation.isClosing()) {
            LOG.debug("event=connection-lost client={}", client, cause);
            conversation.abandon();
        } else {
            conversation.bug(cause);
        }
    }

    /** What is whole is heard, one thing after the other, until something has to wait. */
    private void advance() {
        while (!isHeldUp() && !conversation.isClosing()) {
            Decoded decoded = decoder.decode(input);
            if (decoded instanceof Decoded.Incomplete) {
                if (input.isReadable()) {
                    guard.begun(nanoTime());
                }
                break;
            }
            guard.progress(nanoTime());
            conversation.hear(decoded, input.isReadable());
        }
        if (!input.isReadable()) {
            input = replace(Unpooled.EMPTY_BUFFER);
        }
    }

    private void resume() {
        if (!conversation.isClosing()) {
            guard.progress(nanoTime());
            advance();
            channel.flush();
            channel.config().setAutoRead(!isHeldUp() || !input.isReadable());
        }
    }

    /** Whether nothing more may be decoded: an effect is pending, or replies are not taken. */
    private boolean isHeldUp() {
        return conversation.isWaiting() || !channel.isWritable();
    }

    private void greetSoon() {
        // It reports its own faults, and finds a connection that closed meanwhile.
        var _ =
                channel.eventLoop()
                        .schedule(
                                conversation.orBug(this::greet),
                                GREETING_PAUSE_MILLIS,
                                TimeUnit.MILLISECONDS);
    }

    private void greet() {
        if (!conversation.isClosing()) {
            isGreeted = true;
            conversation.greet();
            channel.flush();
        }
    }

    private void look() {
        if (conversation.isClosing()) {
            // A last word that nobody takes between two looks must not keep the connection.
            if (isLastWordWaiting) {
                conversation.abandon();
            }
            isLastWordWaiting = true;
        } else if (conversation.isWaiting()) {
            if (guard.isForgotten(nanoTime())) {
                LOG.error("event=result-never-came client={}", client);
                meters.timeout("result");
                conversation.close(Replies.INTERNAL_ERROR);
            }
        } else {
            guard.expired(nanoTime(), decoder.isReceivingBody(), conversation.isPressed())
                    .ifPresent(
                            what -> {
                                meters.timeout(what);
                                conversation.close(Replies.TIMEOUT);
                            });
        }
    }

    /** Lets go of what was at hand, and gives what takes its place. */
    private ByteBuf replace(ByteBuf next) {
        input.release();
        input = Unpooled.EMPTY_BUFFER;
        return next;
    }

    private long nanoTime() {
        return channel.eventLoop().ticker().nanoTime();
    }
}
