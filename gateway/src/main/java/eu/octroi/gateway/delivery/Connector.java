// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.AttemptResult.Cause;
import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Smarthost.TlsUse;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Opens connections to the smarthost. Its name is looked up off the event loop at every connection,
 * and its addresses take turns after a failure. Event-loop confined.
 */
final class Connector {
    /** How long optional TLS is left out after its handshake failed. */
    static final Duration PLAIN_FOR = Duration.ofMinutes(10);

    private final EventLoop loop;
    private final Executor resolver;
    private final Bootstrap bootstrap;
    private final Endpoint smarthost;
    private final SessionRules rules;
    private final ClientTls tls;
    private final ClientTimeouts timeouts;
    private final DeliveryMeters meters;
    private int failures;
    private boolean plain;
    private long plainUntil;

    Connector(
            Transport transport,
            Executor resolver,
            Endpoint smarthost,
            SessionRules rules,
            ClientTls tls,
            ClientTimeouts timeouts,
            DeliveryMeters meters) {
        this.loop = transport.loop();
        this.resolver = resolver;
        this.smarthost = smarthost;
        this.rules = rules;
        this.tls = tls;
        this.timeouts = timeouts;
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

    /** Starts a connection that will tell {@code route} how it went. */
    SmarthostConnection open(SmarthostRoute route) {
        SmarthostConnection connection =
                new SmarthostConnection(currentRules(), this, route, meters);
        int turn = failures;
        // Either way out is told to the connection, so that nobody waits for this future.
        var _ =
                CompletableFuture.supplyAsync(() -> address(turn), resolver)
                        .whenCompleteAsync(
                                (address, unknown) -> {
                                    if (unknown == null) {
                                        connect(connection, address);
                                    } else {
                                        connection.failed(
                                                Cause.DROPPED, "no address for the smarthost");
                                    }
                                },
                                loop);
        return connection;
    }

    ClientTimeouts timeouts() {
        return timeouts;
    }

    SslHandler tls(ByteBufAllocator allocator) {
        return tls.handler(allocator, smarthost.host(), smarthost.port(), timeouts.command());
    }

    /** Optional TLS that cannot be had must not stop the mail; required TLS is never left out. */
    void handshakeFailed() {
        plain = rules.tls() == TlsUse.OPTIONAL;
        plainUntil = System.nanoTime() + PLAIN_FOR.toNanos();
    }

    private SessionRules currentRules() {
        if (plain && plainUntil - System.nanoTime() <= 0) {
            plain = false;
        }
        return plain ? new SessionRules(rules.hostname(), TlsUse.NONE, rules.login()) : rules;
    }

    private void connect(SmarthostConnection connection, InetSocketAddress address) {
        ChannelFuture connected =
                bootstrap
                        .clone()
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(new ReplyDecoder(), connection);
                                    }
                                })
                        .connect(address);
        connected.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        failures++;
                        connection.failed(
                                Cause.DROPPED, OneLine.of(String.valueOf(done.cause()), 200));
                    }
                });
    }

    private InetSocketAddress address(int turn) {
        try {
            InetAddress[] all = InetAddress.getAllByName(smarthost.host());
            return new InetSocketAddress(all[Math.floorMod(turn, all.length)], smarthost.port());
        } catch (UnknownHostException unknown) {
            throw new DeliveryException("no address for " + smarthost.host(), unknown);
        }
    }
}
