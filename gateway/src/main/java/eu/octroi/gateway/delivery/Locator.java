// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.DnsAnswer.Exchanger;

import io.netty.handler.codec.dns.DnsRecordType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks where an exchanger is and, where DNSSEC covers the way to it, which certificates it shows.
 * Event-loop confined.
 */
final class Locator {
    private final DnsLookUp dns;
    private final int port;

    Locator(DnsLookUp dns, int port) {
        this.dns = dns;
        this.port = port;
    }

    /**
     * What DNS says of the exchanger.
     *
     * @param secure whether DNSSEC covers that it is one of the domain's: what is asked of its
     *     certificates would else prove nothing about the domain (RFC 7672 section 2.2.1)
     */
    CompletionStage<Located> locate(Exchanger exchanger, boolean secure) {
        return dns.ask(exchanger.host(), DnsRecordType.A)
                .thenCombine(
                        dns.ask(exchanger.host(), DnsRecordType.AAAA),
                        (four, six) -> new Located(exchanger, four, six))
                .thenCompose(
                        located ->
                                secure && located.isSecure()
                                        ? pins(located)
                                        : CompletableFuture.completedFuture(located));
    }

    /** At the end of the alias first, RFC 7672 section 2.2.3. */
    private CompletionStage<Located> pins(Located located) {
        String host = located.exchanger().host();
        CompletionStage<Located> first = pins(located, located.name());
        return located.name().equals(host)
                ? first
                : first.thenCompose(
                        found ->
                                isNothing(found.pins())
                                        ? pins(located, host)
                                        : CompletableFuture.completedFuture(found));
    }

    private CompletionStage<Located> pins(Located located, String at) {
        return dns.ask("_" + port + "._tcp." + at, DnsRecordType.TLSA)
                .thenApply(answer -> located.with(answer, at));
    }

    private static boolean isNothing(DnsAnswer answer) {
        return !(answer instanceof DnsAnswer.NoAnswer)
                && !(answer instanceof DnsAnswer.Pins pins && pins.secure());
    }
}
