// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Where it is told that a connection came to nothing. */
final class ConnectorTest {
    @AutoClose private final Transport transport = Transport.open("connector-test");

    /** A process without a descriptor left. */
    public static final class Socketless extends NioSocketChannel {
        public Socketless() {
            throw new ChannelException("Too many open files");
        }
    }

    @Test
    @Timeout(10)
    void thatNoSocketCouldBeMadeIsToldOnTheLoop() throws Exception {
        var without =
                new Transport(
                        transport.group(),
                        transport.loop(),
                        Socketless.class,
                        transport.datagramType());
        CompletableFuture<String> told = new CompletableFuture<>();

        transport.loop().execute(() -> connect(without, told));

        assertThat(told.get(5, TimeUnit.SECONDS))
                .startsWith("on the loop: ")
                .contains("Unable to create Channel");
    }

    @Test
    @Timeout(10)
    void thatNobodyListensIsToldOnTheLoop() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();

        transport.loop().execute(() -> connect(transport, told));

        assertThat(told.get(5, TimeUnit.SECONDS)).startsWith("on the loop: ").contains("refused");
    }

    private void connect(Transport by, CompletableFuture<String> told) {
        Duration limit = Duration.ofSeconds(5);
        new Connector(
                        by,
                        new SessionRules("gate.example", new TlsDemand.Nothing(), Optional.empty()),
                        ClientTls.of(Optional.empty(), new TlsMeters(new SimpleMeterRegistry())),
                        new ClientTimeouts(limit, limit, limit, limit, limit, limit, limit, limit),
                        new Sources(List.of(), new Sources.Machine(_ -> true, _ -> {}, () -> 0)),
                        new DeliveryMeters(new SimpleMeterRegistry()))
                .connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                        Optional.empty(),
                        new ChannelInboundHandlerAdapter(),
                        why -> told.complete(place() + why));
    }

    private String place() {
        return transport.loop().inEventLoop() ? "on the loop: " : "elsewhere: ";
    }
}
