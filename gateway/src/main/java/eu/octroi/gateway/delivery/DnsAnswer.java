// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** What a name server says about a name. */
sealed interface DnsAnswer {
    /** Who takes mail for the name; at least one. */
    record Exchangers(List<Exchanger> exchangers, Duration goodFor) implements DnsAnswer {}

    /** Where the name is; at least one. */
    record Addresses(List<InetAddress> addresses, Duration goodFor) implements DnsAnswer {}

    /** The records are elsewhere, and the name server did not go there. */
    record Alias(String name) implements DnsAnswer {}

    /** The name exists without records of the type. */
    record NoRecords() implements DnsAnswer {}

    /** There is no such name. */
    record NoName() implements DnsAnswer {}

    /** Nothing could be learned now. */
    record NoAnswer(String why) implements DnsAnswer {}

    /**
     * An MX record.
     *
     * @param host in lower case without the final dot; empty for the root, which says "no mail"
     *     (RFC 7505)
     */
    record Exchanger(int preference, String host) {}
}
