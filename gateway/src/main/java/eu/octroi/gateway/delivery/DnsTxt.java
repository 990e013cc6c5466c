// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.dkim.TxtLookUp;
import eu.octroi.gateway.settings.Endpoint;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * TXT look-ups through a recursive name server. Each has an event loop of its own, because they are
 * few and far between: a person checks a key. Thread-safe.
 *
 * @param server empty: the one of this machine
 */
public record DnsTxt(Optional<Endpoint> server) implements TxtLookUp {
    /** For one question; a name server that takes longer does not answer. */
    static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(5);

    @Override
    public List<String> texts(String name) throws IOException {
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (DnsNameResolver resolver = resolver(loops)) {
            var question = new DefaultDnsQuestion(name + ".", DnsRecordType.TXT);
            var answer =
                    resolver.query(question)
                            .get(2 * ANSWER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return texts(name.toLowerCase(Locale.ROOT), answer.content());
            } finally {
                answer.release();
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer from DNS about " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for DNS", e);
        } finally {
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private DnsNameResolver resolver(MultiThreadIoEventLoopGroup loops) {
        DnsNameResolverBuilder builder =
                new DnsNameResolverBuilder(loops.next())
                        .datagramChannelType(NioDatagramChannel.class)
                        .socketChannelType(NioSocketChannel.class)
                        .queryTimeoutMillis(ANSWER_WAIT_MAX.toMillis());
        server.map(at -> new InetSocketAddress(at.host(), at.port()))
                .map(SingletonDnsServerAddressStreamProvider::new)
                .ifPresent(builder::nameServerProvider);
        return builder.build();
    }

    private static List<String> texts(String name, DnsResponse response) throws IOException {
        return switch (DnsReading.read(name, DnsRecordType.TXT, response, false)) {
            case DnsAnswer.Texts texts -> texts.texts();
            case DnsAnswer.NoName _, DnsAnswer.NoRecords _ -> List.of();
            case DnsAnswer.NoAnswer no -> throw new IOException(no.why());
            case DnsAnswer.Alias alias ->
                    throw new IOException("an alias leads to " + alias.name());
            case DnsAnswer.Exchangers _,
                    DnsAnswer.Addresses _,
                    DnsAnswer.Names _,
                    DnsAnswer.Pins _ ->
                    throw new IllegalStateException("no answer about texts");
        };
    }
}
