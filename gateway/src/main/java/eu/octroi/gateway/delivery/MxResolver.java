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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Finds the exchangers of a recipient's domain (H-37, H-38): by preference, equals shuffled; the
 * domain itself where it names none; nothing where it says that it takes no mail; and not those
 * that TLS must prove and cannot (H-42). Event-loop confined.
 */
final class MxResolver implements HopFinder {
    /** Exchangers whose addresses are looked up; the best ones. */
    static final int ASKED_MAX = 5;

    /** Addresses kept of one domain. */
    static final int HOPS_MAX = 16;

    private final Parts parts;
    private final String hostname;
    private final int port;
    private final RandomGenerator random;

    MxResolver(Parts parts, String hostname, int port, RandomGenerator random) {
        this.parts = parts;
        this.hostname = hostname;
        this.port = port;
        this.random = random;
    }

    /**
     * What it asks and goes by.
     *
     * @param policies of domains about TLS; empty where a domain has none
     */
    record Parts(
            DnsLookUp dns,
            Locator locator,
            Function<String, CompletionStage<Optional<StsPolicy>>> policies,
            Demands demands,
            Reachable reachable,
            TlsMeters meters) {}

    /** A domain, what DNS said of its exchangers, and what it demands of senders. */
    private record Asked(String domain, Duration goodFor, Optional<StsPolicy> policy) {}

    @Override
    public CompletionStage<Found> find(String domain) {
        if (domain.startsWith("[")) {
            return done(Found.Never.of(550, "5.1.2", "address literals get no mail"));
        }
        return parts.dns()
                .ask(domain, DnsRecordType.MX)
                .thenCompose(answer -> exchangers(domain, answer));
    }

    private CompletionStage<Found> exchangers(String domain, DnsAnswer answer) {
        return switch (answer) {
            case DnsAnswer.Exchangers(List<Exchanger> all, Duration goodFor, boolean secure) ->
                    Exchangers.isNullMx(all)
                            ? done(Found.Never.of(556, "5.1.10", "the domain takes no mail"))
                            : locate(domain, all, goodFor, secure);
            case DnsAnswer.NoRecords(boolean secure) ->
                    locate(domain, List.of(new Exchanger(0, domain)), Duration.ofHours(1), secure);
            case DnsAnswer.NoName _ ->
                    done(Found.Never.of(550, "5.1.2", "the domain does not exist"));
            case DnsAnswer.NoAnswer no -> done(later(no));
            case DnsAnswer.Addresses _,
                    DnsAnswer.Texts _,
                    DnsAnswer.Names _,
                    DnsAnswer.Pins _,
                    DnsAnswer.Alias _ ->
                    throw new IllegalStateException("no answer about exchangers");
        };
    }

    private CompletionStage<Found> locate(
            String domain, List<Exchanger> all, Duration goodFor, boolean secure) {
        List<Exchanger> ordered = Exchangers.ordered(all, random);
        List<Exchanger> others = Exchangers.beforeUs(ordered, Set.of(hostname));
        if (others.isEmpty()) {
            return done(ordered.isEmpty() ? nowhere() : loop());
        }
        CompletionStage<List<Located>> located =
                CompletableFuture.completedFuture(new ArrayList<>());
        for (Exchanger exchanger : others.stream().limit(ASKED_MAX).toList()) {
            located =
                    located.thenCombine(
                            parts.locator().locate(exchanger, secure), MxResolver::with);
        }
        return located.thenCombine(
                parts.policies().apply(domain),
                (list, policy) -> found(new Asked(domain, goodFor, policy), list));
    }

    private static List<Located> with(List<Located> list, Located one) {
        list.add(one);
        return list;
    }

    private Found found(Asked asked, List<Located> located) {
        List<Located> others = beforeUs(located);
        if (others.isEmpty()) {
            return loop();
        }
        List<Hop> hops = new ArrayList<>();
        Optional<Demands.Ruling.Wait> wait = Optional.empty();
        for (Located one : others) {
            switch (parts.demands().about(asked.domain(), one, asked.policy())) {
                case Demands.Ruling.Go(TlsDemand demand) -> addHops(one, demand, hops);
                case Demands.Ruling.Wait no -> {
                    parts.meters().failed(no.because(), no.reason());
                    wait = Optional.of(wait.orElse(no));
                }
            }
        }
        if (!hops.isEmpty()) {
            return new Found.Hops(hops, goodFor(asked, others));
        }
        if (wait.isPresent()) {
            return new Found.Later("451 4.7.5 " + wait.get().why());
        }
        if (others.stream().anyMatch(Located::isUncertain)) {
            return new Found.Later("451 4.4.3 no answer from DNS about the exchangers");
        }
        return others.stream().allMatch(one -> one.addresses().isEmpty())
                ? nowhere()
                : Found.Never.of(550, "5.4.4", "the exchangers are on a private network");
    }

    /** An exchanger that changes its certificates changes its records first, and they say when. */
    private static Duration goodFor(Asked asked, List<Located> located) {
        return located.stream()
                .map(Located::pins)
                .filter(DnsAnswer.Pins.class::isInstance)
                .map(pins -> ((DnsAnswer.Pins) pins).goodFor())
                .reduce(asked.goodFor(), (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    private void addHops(Located one, TlsDemand demand, List<Hop> hops) {
        for (InetAddress address : one.addresses()) {
            if (parts.reachable().isAllowed(address) && hops.size() < HOPS_MAX) {
                String host = one.exchanger().host();
                hops.add(new Hop(host, new InetSocketAddress(address, port), demand));
            }
        }
    }

    /** An exchanger can be this machine under a name that we do not know. */
    private List<Located> beforeUs(List<Located> located) {
        Set<String> own = new HashSet<>();
        for (Located one : located) {
            if (one.addresses().stream().anyMatch(parts.reachable()::isOwn)) {
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
