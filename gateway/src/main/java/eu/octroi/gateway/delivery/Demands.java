// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.TlsDemand.Because;

import java.util.List;
import java.util.Optional;

/**
 * What TLS must prove toward each exchanger of a domain (H-42): what the exchanger's own DNS says
 * under DNSSEC comes first, then the domain's MTA-STS policy, then the settings. Immutable.
 *
 * @param configured where neither says anything
 */
record Demands(TlsDemand configured) {
    /** Whether mail may go to an exchanger. */
    sealed interface Ruling {
        /** It may, if TLS proves this. */
        record Go(TlsDemand demand) implements Ruling {}

        /** Not now. */
        record Wait(Because because, String reason, String why) implements Ruling {}
    }

    /**
     * About one exchanger.
     *
     * @param domain whose exchanger it is
     */
    Ruling about(String domain, Located located, Optional<StsPolicy> policy) {
        if (!configured.isWanted()) {
            return new Ruling.Go(configured);
        }
        String host = located.exchanger().host();
        return switch (located.pins()) {
            case DnsAnswer.Pins(List<TlsaRecord> records, _, boolean secure) when secure -> {
                List<TlsaRecord> usable = records.stream().filter(TlsaRecord::isUsable).toList();
                yield usable.isEmpty()
                        ? atLeastEncrypted(byPolicy(host, policy))
                        : new Ruling.Go(
                                new TlsDemand.Pinned(
                                        new DanePins(
                                                usable,
                                                List.of(
                                                        located.pinnedName(),
                                                        host,
                                                        located.name(),
                                                        domain))));
            }
            // Whoever can silence the name server must not be able to take DANE away.
            case DnsAnswer.NoAnswer no ->
                    new Ruling.Wait(Because.DANE, "dns", "no TLSA answer: " + no.why());
            case DnsAnswer.Pins _,
                    DnsAnswer.NoRecords _,
                    DnsAnswer.NoName _,
                    DnsAnswer.Exchangers _,
                    DnsAnswer.Addresses _,
                    DnsAnswer.Texts _,
                    DnsAnswer.Names _,
                    DnsAnswer.Alias _ ->
                    byPolicy(host, policy);
        };
    }

    private Ruling byPolicy(String host, Optional<StsPolicy> policy) {
        if (policy.isEmpty()) {
            return new Ruling.Go(configured);
        }
        boolean listed = policy.get().lists(host);
        return switch (policy.get().mode()) {
            case ENFORCE ->
                    listed
                            ? new Ruling.Go(new TlsDemand.Verified(Because.STS))
                            : new Ruling.Wait(
                                    Because.STS,
                                    "exchanger",
                                    "the domain's MTA-STS policy does not list " + host);
            case TESTING ->
                    new Ruling.Go(
                            configured.isMandatory() ? configured : new TlsDemand.Watched(listed));
            case NONE -> new Ruling.Go(configured);
        };
    }

    /** RFC 7672 section 2.2: records that cannot be matched still say that there is TLS. */
    private static Ruling atLeastEncrypted(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Go(TlsDemand demand) when !demand.isMandatory() ->
                    new Ruling.Go(new TlsDemand.Encrypted());
            case Ruling.Go _, Ruling.Wait _ -> ruling;
        };
    }
}
