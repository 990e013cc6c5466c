// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;
import eu.octroi.gateway.settings.Smarthost.TlsUse;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens connections to next hops. Event-loop confined. */
final class Connector {
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final SessionRules rules;
    private final ClientTls tls;
    private final ClientTimeouts timeouts;
    private final List<InetAddress> sources;
    private final DeliveryMeters meters;
    private int turn;

    /**
     * Connects nowhere yet.
     *
     * @param sources our own addresses, which connections leave from in turn; empty: any
     */
    Connector(
            Transport transport,
            SessionRules rules,
            ClientTls tls,
            ClientTimeouts timeouts,
            List<InetAddress> sources,
            DeliveryMeters meters) {
        this.loop = transport.loop();
        this.rules = rules;
        this.tls = tls;
        this.timeouts = timeouts;
        this.sources = List.copyOf(sources);
        this.meters = meters;
        bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(transport.channelType())
                        .disableResolver()
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(timeouts.connect().toMillis()));
    }

    /**
     * Starts a connection that will tell {@code route} how it went.
     *
     * @param provider whose the hop is
     * @param plain whether TLS is left out where it is optional
     */
    HopConnection open(Route route, Provider provider, Hop hop, boolean plain) {
        boolean leftOut = plain && rules.tls() == TlsUse.OPTIONAL;
        SessionRules with =
                leftOut ? new SessionRules(rules.hostname(), TlsUse.NONE, rules.login()) : rules;
        HopConnection connection = new HopConnection(with, hop, this, route, provider);
        connect(hop.address(), connection, connection::failed);
        return connection;
    }

    ClientTimeouts timeouts() {
        return timeouts;
    }

    /** Nanoseconds of the ticker. */
    long now() {
        return loop.ticker().nanoTime();
    }

    DeliveryMeters meters() {
        return meters;
    }

    SslHandler tls(ByteBufAllocator allocator, Hop hop) {
        return tls.handler(allocator, hop.host(), hop.address().getPort(), timeouts.command());
    }

    /**
     * Connects.
     *
     * @param failed is told why it came to nothing, in a later turn of the loop: where not even a
     *     socket could be made, Netty says so on a thread of its own
     */
    void connect(InetSocketAddress address, ChannelHandler handler, Consumer<String> failed) {
        Bootstrap one =
                bootstrap
                        .clone()
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(new ReplyDecoder(), handler);
                                    }
                                });
        source(address.getAddress())
                .ifPresent(source -> one.localAddress(new InetSocketAddress(source, 0)));
        ChannelFuture connected = one.connect(address);
        connected.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        String why = String.valueOf(done.cause());
                        loop.execute(() -> failed.accept(why));
                    }
                });
    }

    private Optional<InetAddress> source(InetAddress target) {
        List<InetAddress> fitting =
                sources.stream().filter(s -> s.getClass().equals(target.getClass())).toList();
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(fitting.get(Math.floorMod(turn++, fitting.size())));
    }
}
