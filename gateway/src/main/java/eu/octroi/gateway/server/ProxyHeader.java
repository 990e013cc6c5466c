// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads the header with which a load balancer says for whom it has connected, PROXY protocol
 * versions 1 and 2. A balancer of ours always sends one: without it, or when it names nobody, the
 * connection is closed without a word, since whoever stands behind it would pass for the balancer.
 * Event-loop confined.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    /** What a balancer adds to the addresses comes to a few hundred octets, and is not used. */
    private static final int ADDITIONS_OCTETS_MAX = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);

    private final Duration timeout;
    private final ServerMeters meters;
    private final Arrival arrival;
    private Optional<Future<?>> waiting = Optional.empty();

    /** What becomes of a connection whose header was read. */
    interface Arrival {
        /** The connection is of this client. */
        void proxied(Channel channel, InetAddress client);

        /** It is of the balancer itself, which looks whether we are there. */
        void local(Channel channel);
    }

    private ProxyHeader(Duration timeout, ServerMeters meters, Arrival arrival) {
        this.timeout = timeout;
        this.meters = meters;
        this.arrival = arrival;
    }

    /** Has the channel read a header before anything else. */
    static void expect(Channel channel, Duration timeout, ServerMeters meters, Arrival arrival) {
        channel.pipeline()
                .addLast(new HAProxyMessageDecoder(ADDITIONS_OCTETS_MAX, true))
                .addLast(new ProxyHeader(timeout, meters, arrival));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        waiting =
                Optional.of(
                        ctx.executor()
                                .schedule(
                                        () -> refuse(ctx, "timeout"),
                                        timeout.toMillis(),
                                        TimeUnit.MILLISECONDS));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.ifPresent(look -> look.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (!(read instanceof HAProxyMessage header)) {
            // What came behind a header that was refused.
            ReferenceCountUtil.release(read);
            return;
        }
        try {
            waiting.ifPresent(look -> look.cancel(false));
            if (header.command() == HAProxyCommand.LOCAL) {
                arrival.local(ctx.channel());
                handOver(ctx);
            } else {
                client(header)
                        .ifPresentOrElse(
                                client -> {
                                    arrival.proxied(ctx.channel(), client);
                                    handOver(ctx);
                                },
                                () -> refuse(ctx, "nobody"));
            }
        } finally {
            header.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("event=proxy-header-unreadable proxy={}", ctx.channel().remoteAddress(), cause);
        refuse(ctx, "unreadable");
    }

    /** What the handlers that came since would have been told at the beginning. */
    private void handOver(ChannelHandlerContext ctx) {
        ctx.fireChannelActive();
        ctx.pipeline().remove(this);
    }

    private void refuse(ChannelHandlerContext ctx, String why) {
        meters.proxyHeaderRefused(why);
        LOG.warn("event=proxy-refused reason={} proxy={}", why, ctx.channel().remoteAddress());
        // There is nobody to tell whether it worked.
        var _ = ctx.close();
    }

    private static Optional<InetAddress> client(HAProxyMessage header) {
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        boolean isTcp =
                protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
        return isTcp
                ? Optional.ofNullable(
                        NetUtil.createInetAddressFromIpAddressString(header.sourceAddress()))
                : Optional.empty();
    }
}
