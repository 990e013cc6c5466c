// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Our addresses that connections leave from (H-45). A destination hears from one of them, always
 * the same: who grey-lists wants to see the address again that he put off, and what he thinks of
 * one of ours is not to change with each message. Immutable.
 *
 * @param addresses of either family; empty: the operating system chooses
 */
record Sources(List<InetAddress> addresses) {
    static final Sources ANY = new Sources(List.of());

    Sources {
        addresses = List.copyOf(addresses);
    }

    /** The one for the destination, of the family of the exchanger's address. */
    Optional<InetAddress> toward(String destination, InetSocketAddress target) {
        Class<?> family = target.getAddress().getClass();
        List<InetAddress> fitting =
                addresses.stream().filter(ours -> ours.getClass().equals(family)).toList();
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(fitting.get(Math.floorMod(destination.hashCode(), fitting.size())));
    }
}
