// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.AttemptResult.Cause;
import eu.octroi.gateway.delivery.ClientEffect.Wait;
import eu.octroi.gateway.domain.FailPoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

/**
 * Performs the effects of one {@link ClientSession} on a socket and feeds back what happens.
 * Event-loop confined.
 */
final class HopConnection extends SimpleChannelInboundHandler<HopReply> {
    private static final Logger LOG = LoggerFactory.getLogger(HopConnection.class);

    private final ClientSession session;
    private final TlsWatch tls;
    private final Hop hop;
    private final Connector connector;
    private final Route route;
    private final Provider provider;
    private @Nullable Channel channel;
    private @Nullable Payload payload;
    private @Nullable Deadline deadline;
    private int transactions;
    private boolean standing;
    private long phaseStart;

    HopConnection(
            SessionRules rules, Hop hop, Connector connector, Route route, Provider provider) {
        this.session = new ClientSession(rules);
        this.tls = new TlsWatch(rules.tls(), connector.tlsMeters());
        this.hop = hop;
        this.connector = connector;
        this.route = route;
        this.provider = provider;
        this.phaseStart = connector.now();
    }

    /** Sends a copy; the connection must be idle. The payload is this connection's from now on. */
    void begin(Payload next) {
        payload = next;
        transactions++;
        phaseStart = connector.now();
        if (deadline != null) {
            deadline.begin();
        }
        try {
            perform(new ClientEvent.Begin(next.transaction()));
        } catch (RuntimeException unexpected) {
            perform(bug(unexpected));
        }
    }

    /** Ends an idle connection politely, any other at once. */
    void stop() {
        perform(new ClientEvent.Stop());
    }

    /** Ends an idle connection that is not needed or is needed elsewhere. */
    void leave() {
        route.leaving(this);
        stop();
    }

    /** The connection could not be made. */
    void failed(String why) {
        perform(lost(Cause.DROPPED, why));
    }

    /** Whose exchanger this is. */
    Provider provider() {
        return provider;
    }

    /** Transactions begun on this connection. */
    int transactions() {
        return transactions;
    }

    /** Whether it was ever ready for a copy. */
    boolean isStanding() {
        return standing;
    }

    boolean isBusy() {
        return payload != null;
    }

    /** The copy it is busy with. */
    Optional<QueuedCopy> copy() {
        return Optional.ofNullable(payload).map(Payload::copy);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (session.state() instanceof ClientState.Closed) {
            var _ = ctx.channel().close();
            return;
        }
        provider.meters().connect().record(connector.now() - phaseStart, TimeUnit.NANOSECONDS);
        deadline = new Deadline(ctx.channel(), connector.timeouts(), this::timedOut);
        deadline.set(Wait.GREETING);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HopReply reply) {
        perform(new ClientEvent.Replied(reply));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        perform(new ClientEvent.Lost(Cause.DROPPED, "the next hop closed the connection"));
        route.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        perform(
                switch (failure) {
                    case DecoderException malformed when isTls(malformed) ->
                            lost(Cause.DROPPED, "TLS: " + malformed.getCause());
                    case DecoderException malformed ->
                            lost(Cause.PROTOCOL, "reply: " + malformed.getMessage());
                    case IOException dropped -> lost(Cause.DROPPED, dropped.toString());
                    default -> bug(failure);
                });
    }

    private static boolean isTls(DecoderException malformed) {
        return malformed.getCause() instanceof SSLException;
    }

    private ClientEvent.Lost bug(Throwable failure) {
        connector.meters().bug();
        LOG.error("event=bug state={}", session.state().getClass(), failure);
        return lost(Cause.BUG, "internal error");
    }

    private static ClientEvent.Lost lost(Cause cause, String why) {
        return new ClientEvent.Lost(cause, OneLine.of(why, 200));
    }

    private void timedOut(Wait wait) {
        if (wait == Wait.IDLE) {
            leave();
        } else {
            if (wait == Wait.ATTEMPT) {
                connector.meters().attemptCut();
            }
            perform(lost(Cause.TIMEOUT, "no answer in time: " + wait.name()));
        }
    }

    private void perform(ClientEvent event) {
        for (ClientEffect effect : session.on(event)) {
            perform(effect);
        }
    }

    private void perform(ClientEffect effect) {
        switch (effect) {
            case ClientEffect.Send send -> send(send);
            case ClientEffect.Await next -> await(next.limit());
            case ClientEffect.StartHandshake _ -> handshake(open());
            case ClientEffect.Judge _ -> perform(new ClientEvent.Judged(route.judge(current())));
            case ClientEffect.SendContent _ -> sendContent(open());
            case ClientEffect.Finish finish -> finish(finish.result());
            case ClientEffect.Idle _ -> {
                await(Wait.IDLE);
                stand();
                route.idle(this);
            }
            case ClientEffect.WithoutTls _ -> tls.isMissing();
            case ClientEffect.FailRoute failure -> route.failed(this, failure.why());
            case ClientEffect.Close _ -> close();
        }
    }

    private void stand() {
        if (!standing) {
            standing = true;
            tls.stood();
        }
    }

    private void send(ClientEffect.Send send) {
        Channel to = open();
        ByteBuf commands = ByteBufUtil.writeUtf8(to.alloc(), send.commands());
        write(to, commands);
        to.flush();
        await(send.limit());
    }

    /** What was received before the handshake must not be taken for what came through it. */
    private void handshake(Channel on) {
        ReplyDecoder decoder = on.pipeline().get(ReplyDecoder.class);
        if (!decoder.isClean()) {
            perform(lost(Cause.PROTOCOL, "octets injected before the TLS handshake"));
            return;
        }
        phaseStart = connector.now();
        await(Wait.COMMAND);
        SslHandler handler = connector.tls(on.alloc(), hop, tls.demand());
        on.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener((Future<Channel> done) -> handshakeDone(done));
    }

    private void handshakeDone(Future<Channel> done) {
        if (done.isSuccess()) {
            provider.meters().tls().record(connector.now() - phaseStart, TimeUnit.NANOSECONDS);
            tls.stands();
            perform(new ClientEvent.Secured());
        } else {
            tls.failed(done.cause());
            if (!tls.demand().isMandatory()) {
                route.handshakeFailed();
            }
            perform(lost(Cause.DROPPED, "TLS: " + done.cause()));
        }
    }

    /** The last octets of the body and the dot leave in one write (Nagle, delayed ACK). */
    private void sendContent(Channel to) {
        long now = connector.now();
        provider.meters().envelope().record(now - phaseStart, TimeUnit.NANOSECONDS);
        phaseStart = now;
        Iterator<ByteBuf> chunks = current().body().chunks().iterator();
        while (true) {
            ByteBuf chunk = chunks.next();
            if (!chunks.hasNext()) {
                ChannelFuture written = to.writeAndFlush(chunk.retain());
                await(Wait.BLOCK);
                written.addListener(done -> contentWritten(done.isSuccess()));
                return;
            }
            write(to, chunk.retain());
        }
    }

    /** A write that fails closes the channel or comes to {@link #exceptionCaught}. */
    private static void write(Channel to, ByteBuf octets) {
        var _ = to.write(octets, to.voidPromise());
    }

    private void contentWritten(boolean success) {
        FailPoint.MID_DELIVERY.pass();
        if (success && session.state() instanceof ClientState.Body) {
            perform(new ClientEvent.ContentWritten());
            await(Wait.DOT);
        }
    }

    private void finish(AttemptResult result) {
        if (session.state() instanceof ClientState.Ready
                && result instanceof AttemptResult.Delivered) {
            provider.meters().dot().record(connector.now() - phaseStart, TimeUnit.NANOSECONDS);
        }
        Payload ended = current();
        payload = null;
        ended.body().release();
        route.finished(this, ended, result);
    }

    private void await(Wait wait) {
        if (deadline != null) {
            deadline.set(wait);
        }
    }

    private void close() {
        if (deadline != null) {
            deadline.cancel();
        }
        if (channel != null) {
            // That it is done is told by channelInactive.
            var _ = channel.close();
        }
        if (payload != null) {
            // Only a fault of ours leads here: else nobody would try this copy until a restart.
            finish(new AttemptResult.Deferred("internal error", Cause.BUG, false));
        }
        route.closed(this);
    }

    private Payload current() {
        if (payload == null) {
            throw new IllegalStateException("no copy on this connection");
        }
        return payload;
    }

    private Channel open() {
        if (channel == null) {
            throw new IllegalStateException("not connected");
        }
        return channel;
    }
}
