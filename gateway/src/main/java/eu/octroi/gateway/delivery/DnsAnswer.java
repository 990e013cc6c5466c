// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a name server says about a name. Where something is called secure, a name server that we
 * believe has found it covered by DNSSEC.
 */
sealed interface DnsAnswer {
    /** Who takes mail for the name; at least one. */
    record Exchangers(List<Exchanger> exchangers, Duration goodFor, boolean secure)
            implements DnsAnswer {}

    /**
     * Where the name is; at least one.
     *
     * @param name at the end of its aliases
     */
    record Addresses(List<InetAddress> addresses, String name, Duration goodFor, boolean secure)
            implements DnsAnswer {}

    /** What is written beside the name; at least one, each put together. */
    record Texts(List<String> texts, Duration goodFor) implements DnsAnswer {}

    /** What an address is called; at least one. */
    record Names(List<String> names, Duration goodFor) implements DnsAnswer {}

    /** Which certificates are shown under the name; at least one. */
    record Pins(List<TlsaRecord> records, Duration goodFor, boolean secure) implements DnsAnswer {}

    /** The records are elsewhere, and the name server did not go there. */
    record Alias(String name, boolean secure) implements DnsAnswer {}

    /** The name exists without records of the type. */
    record NoRecords(boolean secure) implements DnsAnswer {}

    /** There is no such name. */
    record NoName() implements DnsAnswer {}

    /** Nothing could be learned now. */
    record NoAnswer(String why) implements DnsAnswer {}

    /** The same as it stands behind an alias: no more secure than that is. */
    default DnsAnswer behind(Alias alias) {
        boolean way = alias.secure();
        return switch (this) {
            case Exchangers it -> new Exchangers(it.exchangers(), it.goodFor(), way && it.secure());
            case Addresses it ->
                    new Addresses(it.addresses(), it.name(), it.goodFor(), way && it.secure());
            case Pins it -> new Pins(it.records(), it.goodFor(), way && it.secure());
            case Alias it -> new Alias(it.name(), way && it.secure());
            case NoRecords it -> new NoRecords(way && it.secure());
            case Texts _, Names _, NoName _, NoAnswer _ -> this;
        };
    }

    /**
     * An MX record.
     *
     * @param host in lower case without the final dot; empty for the root, which says "no mail"
     *     (RFC 7505)
     */
    record Exchanger(int preference, String host) {}
}
