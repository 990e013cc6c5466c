// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.PublicAddresses;
import eu.octroi.gateway.settings.Checks;
import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.Settings;

import io.netty.handler.codec.dns.DnsRecordType;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * What receivers look up about who connects to them (H-45): the name we say in EHLO leads to our
 * address, and our address to a name that leads back. Many refuse mail where it does not. Where our
 * addresses are not known here (none is configured, or they are translated on the way) those of the
 * name are taken for ours. And the domains we write from take mail: many refuse what nobody can
 * answer (RFC 7505 section 4.2). Immutable.
 *
 * @param hostname what we say in EHLO
 * @param senders the domains of our controllers
 */
public record OurNames(String hostname, Set<String> senders, Mx mx) {
    /** For all questions together. */
    static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

    /** Names of one address that are looked at. */
    private static final int NAMES_MAX = 10;

    /** What is to be looked up before a start; empty where nobody beyond a laboratory will look. */
    public static Optional<OurNames> of(Settings settings) {
        Mx mx = settings.delivery().mx();
        boolean seen =
                settings.delivery().route() == DeliverySettings.Route.MX
                        && !mx.privateTargets()
                        && settings.checks().dns() != Checks.Strictness.OFF;
        return seen
                ? Optional.of(new OurNames(settings.hostname(), senders(settings), mx))
                : Optional.empty();
    }

    private static Set<String> senders(Settings settings) {
        return settings.controllers().values().stream()
                .flatMap(controller -> controller.domains().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Something that is not as it should be.
     *
     * @param what a sentence
     * @param isCertain about all of our mail; false: it could not be learned and may be well, or it
     *     is about one domain of many, for which the others are not to stand still
     */
    public record Fault(String what, boolean isCertain) {}

    /** Everything that is not as it should be; blocking. */
    public List<Fault> faults() {
        try (Transport transport = Transport.open("dns-check")) {
            Look look = new Look(new DnsLookUp(transport, mx.dns()));
            return CompletableFuture.completedFuture(look)
                    .thenComposeAsync(this::faults, transport.loop())
                    .get(ANSWER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return List.of(doubt("DNS did not answer within " + ANSWER_WAIT_MAX.toSeconds() + "s"));
        } catch (ExecutionException failed) {
            throw new DeliveryException("our names cannot be looked up", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of(doubt("the check was interrupted"));
        }
    }

    private CompletionStage<List<Fault>> faults(Look look) {
        String name = hostname.toLowerCase(Locale.ROOT);
        CompletionStage<List<Fault>> all =
                look.addresses(name).thenCompose(answer -> faults(look, name, answer));
        for (String sender : senders) {
            all = all.thenCombine(look.sender(sender.toLowerCase(Locale.ROOT)), OurNames::with);
        }
        return all;
    }

    private CompletionStage<List<Fault>> faults(Look look, String name, Answers answers) {
        List<InetAddress> known =
                mx.sourceAddresses().stream().filter(PublicAddresses::isPublic).toList();
        Set<InetAddress> named = new TreeSet<>(Comparator.comparing(OurNames::text));
        answers.addresses().stream().filter(PublicAddresses::isPublic).forEach(named::add);
        List<Fault> faults = new ArrayList<>(answers.doubts());
        if (answers.doubts().isEmpty()) {
            faults.addAll(ofTheName(name, answers.addresses(), known, named));
        }
        CompletionStage<List<Fault>> all = CompletableFuture.completedFuture(faults);
        for (InetAddress address : known.isEmpty() ? named : known) {
            all = all.thenCombine(look.reverse(address), OurNames::with);
        }
        return all;
    }

    /** A name server within a company may know addresses that the Internet does not. */
    private static List<Fault> ofTheName(
            String name, Set<InetAddress> all, List<InetAddress> known, Set<InetAddress> named) {
        String host = "hostname " + name;
        if (all.isEmpty()) {
            return List.of(wrong(host + " has no address in DNS"));
        }
        if (named.isEmpty()) {
            return List.of(doubt(host + " leads to private addresses for us"));
        }
        return known.stream()
                .filter(address -> !named.contains(address))
                .map(address -> wrong(host + " does not lead to " + text(address)))
                .toList();
    }

    private static List<Fault> with(List<Fault> faults, List<Fault> more) {
        faults.addAll(more);
        return faults;
    }

    private static Fault wrong(String what) {
        return new Fault(what, true);
    }

    private static Fault doubt(String what) {
        return new Fault(what, false);
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    /** Where a name leads, and what could not be learned about it. */
    private record Answers(Set<InetAddress> addresses, List<Fault> doubts) {
        Answers and(Answers more) {
            Set<InetAddress> addresses = new HashSet<>(this.addresses);
            addresses.addAll(more.addresses);
            return new Answers(addresses, with(new ArrayList<>(doubts), more.doubts));
        }
    }

    /** The questions themselves. Event-loop confined. */
    private record Look(DnsLookUp dns) {
        CompletionStage<Answers> addresses(String name) {
            return dns.ask(name, DnsRecordType.A)
                    .thenCombine(dns.ask(name, DnsRecordType.AAAA), Look::answers);
        }

        private static Answers answers(DnsAnswer four, DnsAnswer six) {
            List<Fault> doubts = new ArrayList<>();
            for (DnsAnswer answer : List.of(four, six)) {
                if (answer instanceof DnsAnswer.NoAnswer(String why)) {
                    doubts.add(doubt(why));
                }
            }
            return new Answers(new HashSet<>(Located.addresses(four, six)), doubts);
        }

        /** Whether the domain says that it takes no mail; RFC 7505 section 4.2: 550 5.7.27. */
        CompletionStage<List<Fault>> sender(String domain) {
            return dns.ask(domain, DnsRecordType.MX)
                    .thenApply(
                            answer ->
                                    answer instanceof DnsAnswer.Exchangers mx
                                                    && Exchangers.isNullMx(mx.exchangers())
                                            ? List.of(
                                                    doubt(
                                                            "sending domain "
                                                                    + domain
                                                                    + " takes no mail (null MX)"))
                                            : List.of());
        }

        /** What is wrong with the names of the address; empty when one of them leads back. */
        CompletionStage<List<Fault>> reverse(InetAddress address) {
            return dns.ask(reverseName(address), DnsRecordType.PTR)
                    .thenCompose(answer -> reverse(address, answer));
        }

        private CompletionStage<List<Fault>> reverse(InetAddress address, DnsAnswer answer) {
            return switch (answer) {
                case DnsAnswer.Names(List<String> names, _) -> confirm(address, names);
                case DnsAnswer.NoAnswer(String why) -> done(List.of(doubt(why)));
                case DnsAnswer.NoRecords _,
                        DnsAnswer.NoName _,
                        DnsAnswer.Exchangers _,
                        DnsAnswer.Addresses _,
                        DnsAnswer.Texts _,
                        DnsAnswer.Pins _,
                        DnsAnswer.Alias _ ->
                        done(List.of(wrong(text(address) + " has no reverse name")));
            };
        }

        private CompletionStage<List<Fault>> confirm(InetAddress address, List<String> names) {
            CompletionStage<Answers> all = done(new Answers(Set.of(), List.of()));
            for (String name : names.stream().limit(NAMES_MAX).toList()) {
                all = all.thenCombine(addresses(name), Answers::and);
            }
            return all.thenApply(answers -> confirm(address, names, answers));
        }

        private static List<Fault> confirm(
                InetAddress address, List<String> names, Answers answers) {
            if (answers.addresses().contains(address)) {
                return List.of();
            }
            return answers.doubts().isEmpty()
                    ? List.of(
                            wrong(
                                    "no reverse name of "
                                            + text(address)
                                            + " leads back to it: "
                                            + String.join(", ", names)))
                    : answers.doubts();
        }

        private static <T> CompletionStage<T> done(T value) {
            return CompletableFuture.completedFuture(value);
        }
    }

    /** RFC 1035 section 3.5, RFC 3596 section 2.5. */
    static String reverseName(InetAddress address) {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            if (address instanceof Inet4Address) {
                name.append(octets[i] & 0xff).append('.');
            } else {
                String digits = HexFormat.of().toHexDigits(octets[i]);
                name.append(digits.charAt(1)).append('.').append(digits.charAt(0)).append('.');
            }
        }
        return name + (address instanceof Inet4Address ? "in-addr.arpa" : "ip6.arpa");
    }
}
