// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.Mx;

import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.Future;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Questions to recursive name servers. A question is asked once, whoever waits for its answer; what
 * was answered is kept as long as the answer says, a minute at least and an hour at most; a server
 * that fails is followed by the next. It ends with its event loop. Event-loop confined.
 */
final class DnsLookUp {
    /** Questions on their way; others wait their turn. */
    static final int ASKED_MAX = 100;

    /** Answers kept. */
    static final int KEPT_MAX = 20_000;

    /** Tries of one question, over all servers. */
    private static final int TRIES_MAX = 3;

    /** How long is believed that there is nothing. */
    private static final Duration NOTHING_FOR = Duration.ofMinutes(5);

    /** What mail can go to; other names in DNS are for other uses. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    private final EventLoop loop;
    private final DnsNameResolver resolver;
    private final List<InetSocketAddress> servers;
    private final boolean believed;
    private final Map<Question, CompletableFuture<DnsAnswer>> open = new HashMap<>();
    private final SequencedMap<Question, Kept> kept = new LinkedHashMap<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int asked;
    private int turn;

    DnsLookUp(Transport transport, Mx.Dns settings) {
        loop = transport.loop();
        servers = servers(settings);
        believed = settings.validates();
        resolver =
                new DnsNameResolverBuilder(loop)
                        .datagramChannelType(transport.datagramType())
                        .socketChannelType(transport.channelType().asSubclass(SocketChannel.class))
                        .queryTimeoutMillis(settings.timeout().toMillis())
                        .build();
    }

    private record Question(String name, DnsRecordType type, int aliases) {}

    private record Kept(DnsAnswer answer, long until) {}

    /** Completes on the event loop, never with an exception and never with an alias. */
    CompletionStage<DnsAnswer> ask(String name, DnsRecordType type) {
        return ask(new Question(name, type, 0));
    }

    private CompletionStage<DnsAnswer> ask(Question question) {
        Kept known = kept.get(question);
        if (known != null && known.until() - loop.ticker().nanoTime() > 0) {
            return CompletableFuture.completedFuture(known.answer());
        }
        if (!HOST_NAME.matcher(question.name()).matches()) {
            return CompletableFuture.completedFuture(new DnsAnswer.NoName());
        }
        CompletableFuture<DnsAnswer> same = open.get(question);
        if (same != null) {
            return same;
        }
        CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
        open.put(question, answer);
        waiting.add(() -> send(question, answer, 1));
        sendNext();
        return answer;
    }

    private void sendNext() {
        while (asked < ASKED_MAX && !waiting.isEmpty()) {
            asked++;
            waiting.remove().run();
        }
    }

    private void send(Question question, CompletableFuture<DnsAnswer> answer, int attempt) {
        query(question)
                .addListener(
                        (Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> done) -> {
                            DnsAnswer read = read(question, done);
                            if (read instanceof DnsAnswer.NoAnswer && attempt < TRIES_MAX) {
                                turn++;
                                send(question, answer, attempt + 1);
                            } else {
                                answered(question, answer, read);
                            }
                        });
    }

    /** Fails like a server that is silent where the question cannot even be sent. */
    private Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> query(Question question) {
        InetSocketAddress server = servers.get(Math.floorMod(turn, servers.size()));
        try {
            return resolver.query(
                    server,
                    new DefaultDnsQuestion(question.name() + ".", question.type()),
                    believed ? List.of(new DnssecWanted()) : List.of());
        } catch (RuntimeException unsent) {
            return loop.newFailedFuture(unsent);
        }
    }

    private DnsAnswer read(
            Question question, Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> done) {
        if (!done.isSuccess()) {
            return new DnsAnswer.NoAnswer("no answer from DNS about " + question.name());
        }
        AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = done.getNow();
        try {
            return DnsReading.read(question.name(), question.type(), envelope.content(), believed);
        } finally {
            envelope.release();
        }
    }

    private void answered(
            Question question, CompletableFuture<DnsAnswer> answer, DnsAnswer answered) {
        asked--;
        open.remove(question);
        keep(question, answered);
        if (answered instanceof DnsAnswer.Alias alias) {
            follow(question, alias, answer);
        } else {
            answer.complete(answered);
        }
        sendNext();
    }

    private void follow(Question from, DnsAnswer.Alias alias, CompletableFuture<DnsAnswer> answer) {
        if (from.aliases() == DnsReading.ALIASES_MAX) {
            answer.complete(new DnsAnswer.NoAnswer("aliases without an end at " + from.name()));
            return;
        }
        // What we ask is answered always, so that this cannot be left open.
        var _ =
                ask(new Question(alias.name(), from.type(), from.aliases() + 1))
                        .thenAccept(found -> answer.complete(found.behind(alias)));
    }

    private void keep(Question question, DnsAnswer answer) {
        Duration goodFor =
                switch (answer) {
                    case DnsAnswer.Exchangers it -> it.goodFor();
                    case DnsAnswer.Addresses it -> it.goodFor();
                    case DnsAnswer.Texts it -> it.goodFor();
                    case DnsAnswer.Names it -> it.goodFor();
                    case DnsAnswer.Pins it -> it.goodFor();
                    case DnsAnswer.NoRecords _, DnsAnswer.NoName _ -> NOTHING_FOR;
                    case DnsAnswer.Alias _, DnsAnswer.NoAnswer _ -> Duration.ZERO;
                };
        kept.remove(question);
        if (!goodFor.isZero()) {
            kept.putLast(question, new Kept(answer, loop.ticker().nanoTime() + goodFor.toNanos()));
        }
        if (kept.size() > KEPT_MAX) {
            kept.pollFirstEntry();
        }
    }

    private static List<InetSocketAddress> servers(Mx.Dns settings) {
        if (!settings.servers().isEmpty()) {
            return settings.servers().stream()
                    .map(server -> new InetSocketAddress(server.host(), server.port()))
                    .toList();
        }
        DnsServerAddressStream machine =
                DnsServerAddressStreamProviders.platformDefault().nameServerAddressStream("");
        List<InetSocketAddress> all = new ArrayList<>();
        for (int i = 0; i < machine.size(); i++) {
            all.add(machine.next());
        }
        return all;
    }
}
