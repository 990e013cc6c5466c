// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

/**
 * A TXT record to publish. Immutable.
 *
 * @param name such as {@code octroi._domainkey.exemple.fr}, without final dot
 * @param value the whole text; a DNS server wants it in strings of at most 255 octets
 */
public record DnsRecord(String name, String value) {
    /**
     * @param published what stands in p=; empty says that the key is revoked
     */
    static DnsRecord of(String domain, String selector, KeyAlgorithm algorithm, String published) {
        return new DnsRecord(
                selector + "._domainkey." + domain,
                "v=DKIM1; k=" + algorithm.word() + "; p=" + published);
    }
}
