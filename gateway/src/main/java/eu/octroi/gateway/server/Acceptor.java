// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.session.SmtpSession;
import eu.octroi.gateway.smtp.CommandParser;
import eu.octroi.gateway.smtp.Reply;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Furnishes each new connection of a listener, or turns it away. Thread-safe. */
final class Acceptor extends ChannelInitializer<Channel> {
    private final Listener listener;
    private final SessionParts parts;
    private final ConnectionLimits limits;
    private final ChannelGroup connections;

    Acceptor(
            Listener listener,
            SessionParts parts,
            ConnectionLimits limits,
            ChannelGroup connections) {
        this.listener = listener;
        this.parts = parts;
        this.limits = limits;
        this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress client = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        limits.enter(client)
                .ifPresentOrElse(reply -> turnAway(channel, reply), () -> furnish(channel, client));
    }

    private void furnish(Channel channel, InetAddress client) {
        channel.closeFuture().addListener(closed -> limits.leave(client));
        connections.add(channel);
        SmtpSession session = listener.session(client);
        SubmissionDecoder decoder =
                new SubmissionDecoder(
                        CommandParser.AUTH_OCTETS_MAX,
                        parts.limits().messageMax().bytes(),
                        parts.memory(),
                        channel.alloc());
        if (listener.implicitTls()) {
            TlsCertificate certificate = listener.certificate().orElseThrow();
            channel.pipeline().addLast(certificate.handler(channel.alloc(), false));
        }
        channel.pipeline()
                .addLast(new SubmissionHandler(channel, listener, parts, session, decoder));
    }

    private void turnAway(Channel channel, Reply reply) {
        parts.meters().rejected(reply);
        channel.pipeline().addLast(new TurnAway(reply));
    }

    /** Says why, and closes. Event-loop confined. */
    private static final class TurnAway extends ChannelInboundHandlerAdapter {
        private final Reply reply;

        TurnAway(Reply reply) {
            this.reply = reply;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), reply.wire()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
