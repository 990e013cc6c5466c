// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.DnsAnswer.Exchanger;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * An exchanger and what DNS said of it. Immutable.
 *
 * @param four its addresses of IPv4
 * @param six those of IPv6
 * @param pins its TLSA records; no records where it was not asked for them
 * @param pinnedName the name they stand at: its own, or the one that this is an alias of
 */
record Located(
        Exchanger exchanger, DnsAnswer four, DnsAnswer six, DnsAnswer pins, String pinnedName) {
    Located(Exchanger exchanger, DnsAnswer four, DnsAnswer six) {
        this(exchanger, four, six, new DnsAnswer.NoRecords(false), exchanger.host());
    }

    Located with(DnsAnswer found, String at) {
        return new Located(exchanger, four, six, found, at);
    }

    List<InetAddress> addresses() {
        return addresses(four, six);
    }

    /** Those that the answers name, in their order. */
    static List<InetAddress> addresses(DnsAnswer... answers) {
        return found(answers).flatMap(one -> one.addresses().stream()).toList();
    }

    /** Whether it may have addresses that we could not learn. */
    boolean isUncertain() {
        return four instanceof DnsAnswer.NoAnswer || six instanceof DnsAnswer.NoAnswer;
    }

    /** Whether there are addresses, all of them under DNSSEC. */
    boolean isSecure() {
        return found().findAny().isPresent() && found().allMatch(DnsAnswer.Addresses::secure);
    }

    /** The name its addresses stand at, which is another where it is an alias. */
    String name() {
        return found().findFirst().map(DnsAnswer.Addresses::name).orElse(exchanger.host());
    }

    private Stream<DnsAnswer.Addresses> found() {
        return found(four, six);
    }

    private static Stream<DnsAnswer.Addresses> found(DnsAnswer... answers) {
        return Stream.of(answers)
                .filter(DnsAnswer.Addresses.class::isInstance)
                .map(DnsAnswer.Addresses.class::cast);
    }
}
