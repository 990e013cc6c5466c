// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Our addresses that connections leave from (H-45). A destination hears from one of them, always
 * the same: who grey-lists wants to see the address again that he put off, and what he thinks of
 * one of ours is not to change with each message. Each destination has an order of its own among
 * them, by a hash of both: where one is gone from this machine its destinations are spread over the
 * others, and come back with it; nobody else moves. Event-loop confined.
 */
final class Sources {
    /** How long is believed that an address is here, or gone. */
    static final Duration LOOKED_AT_EVERY = Duration.ofMinutes(1);

    private final List<InetAddress> addresses;
    private final Machine machine;
    private final Map<InetAddress, Look> looks = new HashMap<>();

    /**
     * Not looked at yet.
     *
     * @param addresses of either family; empty: the operating system chooses
     */
    Sources(List<InetAddress> addresses, Machine machine) {
        this.addresses = List.copyOf(addresses);
        this.machine = machine;
    }

    /**
     * What it learns from.
     *
     * @param isHere whether an address is this machine's now
     * @param missing hears of an address each time a connection cannot leave from it
     */
    record Machine(
            Predicate<InetAddress> isHere, Consumer<InetAddress> missing, LongSupplier ticker) {}

    private record Look(boolean isHere, long until) {}

    /**
     * The one for the destination, of the family of the exchanger's address; empty where none of
     * that family is ours to choose. Where all are gone the connection fails, rather than leave
     * from an address that nobody named.
     */
    Optional<InetAddress> toward(String destination, InetSocketAddress target) {
        Class<?> family = target.getAddress().getClass();
        List<InetAddress> fitting =
                addresses.stream()
                        .filter(ours -> ours.getClass().equals(family))
                        .sorted(Comparator.comparingLong(ours -> rank(destination, ours)))
                        .toList();
        for (InetAddress ours : fitting) {
            if (isHere(ours)) {
                return Optional.of(ours);
            }
            machine.missing().accept(ours);
        }
        return fitting.stream().findFirst();
    }

    private boolean isHere(InetAddress ours) {
        long now = machine.ticker().getAsLong();
        Look known = looks.get(ours);
        if (known == null || known.until() - now <= 0) {
            known = new Look(machine.isHere().test(ours), now + LOOKED_AT_EVERY.toNanos());
            looks.put(ours, known);
        }
        return known.isHere();
    }

    /** The finalizer of MurmurHash3: each bit of either hash moves half of those that come out. */
    private static long rank(String destination, InetAddress ours) {
        long mixed = ((long) destination.hashCode() << 32) ^ (ours.hashCode() & 0xffff_ffffL);
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
