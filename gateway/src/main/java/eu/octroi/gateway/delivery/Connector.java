// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;

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
import java.util.Optional;
import java.util.function.Consumer;

/** Opens connections to next hops. Event-loop confined. */
final class Connector {
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final SessionRules rules;
    private final ClientTls tls;
    private final ClientTimeouts timeouts;
    private final Sources sources;
    private final DeliveryMeters meters;

    /**
     * Connects nowhere yet.
     *
     * @param sources our own addresses, which connections leave from
     */
    Connector(
            Transport transport,
            SessionRules rules,
            ClientTls tls,
            ClientTimeouts timeouts,
            Sources sources,
            DeliveryMeters meters) {
        this.loop = transport.loop();
        this.rules = rules;
        this.tls = tls;
        this.timeouts = timeouts;
        this.sources = sources;
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
     * @param plain whether TLS is left out where nobody demands it
     */
    HopConnection open(Route route, Provider provider, Hop hop, boolean plain) {
        boolean leftOut = plain && !hop.demand().isMandatory();
        TlsDemand demand = leftOut ? new TlsDemand.Nothing() : hop.demand();
        HopConnection connection =
                new HopConnection(rules.demanding(demand), hop, this, route, provider);
        Optional<InetAddress> source = sources.toward(route.destination(), hop.address());
        connect(hop.address(), source, connection, connection::failed);
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

    TlsMeters tlsMeters() {
        return meters.tls();
    }

    SslHandler tls(ByteBufAllocator allocator, Hop hop, TlsDemand demand) {
        return tls.handler(allocator, demand.serverName(hop.host()), demand, timeouts.command());
    }

    /**
     * Connects.
     *
     * @param source one of our addresses; empty: the operating system chooses
     * @param failed is told why it came to nothing, in a later turn of the loop: where not even a
     *     socket could be made, Netty says so on a thread of its own
     */
    void connect(
            InetSocketAddress address,
            Optional<InetAddress> source,
            ChannelHandler handler,
            Consumer<String> failed) {
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
        source.ifPresent(from -> one.localAddress(new InetSocketAddress(from, 0)));
        ChannelFuture connected = one.connect(address);
        connected.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        String why = String.valueOf(done.cause());
                        loop.execute(() -> failed.accept(why));
                    }
                });
    }
}
