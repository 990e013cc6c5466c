// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.dkim.TxtLookUp;
import eu.octroi.gateway.settings.Endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                return texts(answer.content());
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

    private static List<String> texts(DnsResponse response) throws IOException {
        if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
            return List.of();
        }
        if (!response.code().equals(DnsResponseCode.NOERROR)) {
            throw new IOException("DNS answered " + response.code());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
            if (record instanceof DnsRawRecord raw && record.type().equals(DnsRecordType.TXT)) {
                texts.add(text(raw.content()));
            }
        }
        return texts;
    }

    /** Strings of up to 255 octets, each after its length, put together (RFC 6376 3.6.2.2). */
    private static String text(ByteBuf strings) {
        StringBuilder text = new StringBuilder();
        int at = strings.readerIndex();
        while (at < strings.writerIndex()) {
            int length = Math.min(strings.getUnsignedByte(at), strings.writerIndex() - at - 1);
            text.append(strings.toString(at + 1, length, StandardCharsets.UTF_8));
            at += 1 + length;
        }
        return text.toString();
    }
}
