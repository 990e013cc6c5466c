// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.session.Peer;
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
    private final ChannelGroup connections;

    Acceptor(Listener listener, SessionParts parts, ChannelGroup connections) {
        this.listener = listener;
        this.parts = parts;
        this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress from = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (listener.proxy().isProxy(from)) {
            ProxyHeader.expect(
                    channel, listener.proxy().timeout(), parts.meters(), new Proxied(from));
        } else {
            receive(channel, listener.peer(from));
        }
    }

    private void receive(Channel channel, Peer peer) {
        parts.limiter()
                .enter(peer)
                .ifPresentOrElse(reply -> turnAway(channel, reply), () -> furnish(channel, peer));
    }

    /** A connection through a load balancer, once it is known whose it is. */
    private final class Proxied implements ProxyHeader.Arrival {
        private final InetAddress balancer;

        Proxied(InetAddress balancer) {
            this.balancer = balancer;
        }

        @Override
        public void proxied(Channel channel, InetAddress client) {
            receive(channel, listener.peer(client));
        }

        @Override
        public void local(Channel channel) {
            receive(channel, listener.balancer(balancer));
        }
    }

    private void furnish(Channel channel, Peer peer) {
        channel.closeFuture().addListener(closed -> parts.limiter().leave(peer.client()));
        connections.add(channel);
        SmtpSession session =
                parts.limiter().presses(peer)
                        ? listener.session(peer, parts.limits().pressure().errorsMax())
                        : listener.session(peer, parts.limits().errorsMax());
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
