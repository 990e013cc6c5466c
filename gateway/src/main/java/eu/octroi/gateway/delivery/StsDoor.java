// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.TlsDemand.Because;
import eu.octroi.gateway.settings.Mx;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the policy of a domain over HTTPS from the host {@code mta-sts} under it, RFC 8461
 * section 3.3: one request, without redirection, to an address that we looked up and judged
 * ourselves, so that a stranger's DNS leads nowhere but to the Internet. Event-loop confined.
 */
final class StsDoor implements PolicyDoor {
    /** Of a policy; the longest we know of have some hundred. */
    static final int OCTETS_MAX = 64 << 10;

    /** Addresses tried. */
    static final int ADDRESSES_MAX = 2;

    private final DnsLookUp dns;
    private final Transport transport;
    private final ClientTls tls;
    private final Reachable reachable;
    private final Mx.MtaSts settings;

    StsDoor(
            DnsLookUp dns,
            Transport transport,
            ClientTls tls,
            Reachable reachable,
            Mx.MtaSts settings) {
        this.dns = dns;
        this.transport = transport;
        this.tls = tls;
        this.reachable = reachable;
        this.settings = settings;
    }

    @Override
    public CompletionStage<Optional<String>> fetch(String domain) {
        String host = "mta-sts." + domain;
        return dns.ask(host, DnsRecordType.A)
                .thenCombine(dns.ask(host, DnsRecordType.AAAA), this::addresses)
                .thenCompose(addresses -> fetch(host, addresses));
    }

    private List<InetAddress> addresses(DnsAnswer four, DnsAnswer six) {
        return Located.addresses(four, six).stream()
                .filter(reachable::isAllowed)
                .limit(ADDRESSES_MAX)
                .toList();
    }

    private CompletionStage<Optional<String>> fetch(String host, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return fetch(host, addresses.getFirst())
                .thenCompose(
                        text ->
                                text.isPresent()
                                        ? CompletableFuture.completedFuture(text)
                                        : fetch(host, addresses.subList(1, addresses.size())));
    }

    private CompletionStage<Optional<String>> fetch(String host, InetAddress address) {
        StsRequest request = new StsRequest(host, settings.port());
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(transport.loop())
                        .channel(transport.channelType())
                        .disableResolver()
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(settings.timeout().toMillis()))
                        .handler(initializer(host, request));
        bootstrap
                .connect(new InetSocketAddress(address, settings.port()))
                .addListener(
                        done -> {
                            if (!done.isSuccess()) {
                                transport.loop().execute(request::end);
                            }
                        });
        return request.text();
    }

    private ChannelInitializer<Channel> initializer(String host, StsRequest request) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                tls.handler(
                                        channel.alloc(),
                                        host,
                                        new TlsDemand.Verified(Because.STS),
                                        settings.timeout()))
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(OCTETS_MAX))
                        .addLast(request);
                Runnable end =
                        () -> {
                            var _ = channel.close();
                        };
                long limit = settings.timeout().toMillis();
                var _ = channel.eventLoop().schedule(end, limit, TimeUnit.MILLISECONDS);
            }
        };
    }
}
