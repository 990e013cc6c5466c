// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where next hops are, unless nobody can say so just now. Confined to one thread. */
final class SimulatedNames implements HopFinder {
    /** How many next hops there are. */
    static final int COUNT = 4;

    private final Chance chance;
    private final Map<SocketAddress, SocketAddress> addresses = new LinkedHashMap<>();
    private final List<InetSocketAddress> destinations = new ArrayList<>();
    private boolean good;

    /** All of them listen. */
    SimulatedNames(SimulatedHops hops, Chance chance) {
        this.chance = chance;
        for (int i = 0; i < COUNT; i++) {
            InetSocketAddress address = address(i);
            destinations.add(address);
            addresses.put(address, hops.listen(chance.oneIn(2)));
        }
    }

    /** Where a connection to an address really goes. */
    Map<SocketAddress, SocketAddress> addresses() {
        return addresses;
    }

    /** From now on somebody can always say. */
    void recover() {
        good = true;
    }

    @Override
    public CompletableFuture<Found> find(String destination) {
        if (!good && chance.oneIn(12)) {
            return CompletableFuture.completedFuture(new Found.Later("nobody answers"));
        }
        int number =
                switch (destination) {
                    case "d0.example", "smarthost" -> 0;
                    case "d1.example" -> 1;
                    case "d2.example" -> 2;
                    default -> 3;
                };
        InetSocketAddress first = destinations.get(number);
        return CompletableFuture.completedFuture(
                new Found.Hops(
                        List.of(new Hop(destination, first, new TlsDemand.Nothing())),
                        Duration.ofMinutes(5)));
    }

    private static InetSocketAddress address(int number) {
        try {
            byte[] octets = {10, 0, 0, (byte) number};
            return new InetSocketAddress(InetAddress.getByAddress("hop" + number, octets), 25);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
