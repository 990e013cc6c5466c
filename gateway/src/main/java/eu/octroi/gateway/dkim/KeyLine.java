// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

/**
 * A key as people and programs are told of it. Immutable.
 *
 * @param algorithm such as {@code rsa}
 * @param bits 0 when the key is gone
 * @param stage such as {@code active}
 * @param since when it came to its stage, ISO 8601
 * @param published how DNS compares, such as {@code not checked}
 * @param name of the record in DNS; empty when there should be none
 * @param value of that record
 */
public record KeyLine(
        String domain,
        String selector,
        String algorithm,
        int bits,
        String stage,
        String since,
        String published,
        String name,
        String value) {

    /** The record in DNS, to publish. */
    public DnsRecord record() {
        return new DnsRecord(name, value);
    }

    static KeyLine of(KeyEntry entry, Publication published) {
        return new KeyLine(
                entry.domain(),
                entry.selector(),
                entry.algorithm().word(),
                entry.key().map(DkimKey::bits).orElse(0),
                entry.stage().word(),
                entry.since().toString(),
                published.words(),
                entry.record().map(DnsRecord::name).orElse(""),
                entry.record().map(DnsRecord::value).orElse(""));
    }
}
