// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.DnsAnswer.Exchanger;

import io.netty.handler.codec.dns.DnsRecordType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Finds the exchangers of a recipient's domain (H-37, H-38): by preference, equals shuffled; the
 * domain itself where it names none; nothing where it says that it takes no mail. Event-loop
 * confined.
 */
final class MxResolver implements HopFinder {
    /** Exchangers whose addresses are looked up; the best ones. */
    static final int ASKED_MAX = 5;

    /** Addresses kept of one domain. */
    static final int HOPS_MAX = 16;

    private final DnsLookUp dns;
    private final String hostname;
    private final Reachable reachable;
    private final int port;
    private final RandomGenerator random;

    MxResolver(
            DnsLookUp dns, String hostname, Reachable reachable, int port, RandomGenerator random) {
        this.dns = dns;
        this.hostname = hostname;
        this.reachable = reachable;
        this.port = port;
        this.random = random;
    }

    /** An exchanger and what DNS said of its addresses in both families. */
    private record Located(Exchanger exchanger, DnsAnswer four, DnsAnswer six) {
        List<InetAddress> addresses() {
            List<InetAddress> addresses = new ArrayList<>();
            for (DnsAnswer answer : List.of(four, six)) {
                if (answer instanceof DnsAnswer.Addresses found) {
                    addresses.addAll(found.addresses());
                }
            }
            return addresses;
        }

        boolean isUncertain() {
            return four instanceof DnsAnswer.NoAnswer || six instanceof DnsAnswer.NoAnswer;
        }
    }

    @Override
    public CompletionStage<Found> find(String domain) {
        if (domain.startsWith("[")) {
            return done(Found.Never.of(550, "5.1.2", "address literals get no mail"));
        }
        return dns.ask(domain, DnsRecordType.MX).thenCompose(answer -> exchangers(domain, answer));
    }

    private CompletionStage<Found> exchangers(String domain, DnsAnswer answer) {
        return switch (answer) {
            case DnsAnswer.Exchangers(List<Exchanger> all, Duration goodFor) ->
                    Exchangers.isNullMx(all)
                            ? done(Found.Never.of(556, "5.1.10", "the domain takes no mail"))
                            : locate(all, goodFor);
            case DnsAnswer.NoRecords _ ->
                    locate(List.of(new Exchanger(0, domain)), Duration.ofHours(1));
            case DnsAnswer.NoName _ ->
                    done(Found.Never.of(550, "5.1.2", "the domain does not exist"));
            case DnsAnswer.NoAnswer no -> done(later(no));
            case DnsAnswer.Addresses _, DnsAnswer.Alias _ ->
                    throw new IllegalStateException("no answer about exchangers");
        };
    }

    private CompletionStage<Found> locate(List<Exchanger> all, Duration goodFor) {
        List<Exchanger> ordered = Exchangers.ordered(all, random);
        List<Exchanger> others = Exchangers.beforeUs(ordered, Set.of(hostname));
        if (others.isEmpty()) {
            return done(ordered.isEmpty() ? nowhere() : loop());
        }
        CompletionStage<List<Located>> located =
                CompletableFuture.completedFuture(new ArrayList<>());
        for (Exchanger exchanger : others.stream().limit(ASKED_MAX).toList()) {
            located = located.thenCombine(locate(exchanger), MxResolver::with);
        }
        return located.thenApply(list -> found(list, goodFor));
    }

    private CompletionStage<Located> locate(Exchanger exchanger) {
        return dns.ask(exchanger.host(), DnsRecordType.A)
                .thenCombine(
                        dns.ask(exchanger.host(), DnsRecordType.AAAA),
                        (four, six) -> new Located(exchanger, four, six));
    }

    private static List<Located> with(List<Located> list, Located one) {
        list.add(one);
        return list;
    }

    private Found found(List<Located> located, Duration goodFor) {
        List<Located> others = beforeUs(located);
        if (others.isEmpty()) {
            return loop();
        }
        List<Hop> hops = new ArrayList<>();
        boolean refused = false;
        for (Located one : others) {
            for (InetAddress address : one.addresses()) {
                if (!reachable.isAllowed(address)) {
                    refused = true;
                } else if (hops.size() < HOPS_MAX) {
                    hops.add(new Hop(one.exchanger().host(), new InetSocketAddress(address, port)));
                }
            }
        }
        if (!hops.isEmpty()) {
            return new Found.Hops(hops, goodFor);
        }
        if (others.stream().anyMatch(Located::isUncertain)) {
            return new Found.Later("451 4.4.3 no answer from DNS about the exchangers");
        }
        return refused
                ? Found.Never.of(550, "5.4.4", "the exchangers are on a private network")
                : nowhere();
    }

    /** An exchanger can be this machine under a name that we do not know. */
    private List<Located> beforeUs(List<Located> located) {
        Set<String> own = new HashSet<>();
        for (Located one : located) {
            if (one.addresses().stream().anyMatch(reachable::isOwn)) {
                own.add(one.exchanger().host());
            }
        }
        List<Exchanger> before =
                Exchangers.beforeUs(located.stream().map(Located::exchanger).toList(), own);
        return located.stream().filter(one -> before.contains(one.exchanger())).toList();
    }

    private static Found later(DnsAnswer.NoAnswer no) {
        return new Found.Later("451 4.4.3 " + no.why());
    }

    private static Found loop() {
        return Found.Never.of(554, "5.4.6", "we are the best exchanger: mail would come back");
    }

    private static Found nowhere() {
        return Found.Never.of(550, "5.4.4", "no exchanger of the domain has an address");
    }

    private static CompletionStage<Found> done(Found found) {
        return CompletableFuture.completedFuture(found);
    }
}
