// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.PublicAddresses;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses a stranger's DNS may make us connect to. Immutable.
 *
 * @param own addresses of this machine, loopback aside
 * @param privateToo whether networks that are not the Internet are allowed
 */
record Reachable(Set<InetAddress> own, boolean privateToo) {
    /** Asks the operating system for this machine's addresses, once. */
    static Reachable of(boolean privateToo) {
        try {
            Set<InetAddress> own =
                    NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .filter(address -> !address.isLoopbackAddress())
                            .collect(Collectors.toSet());
            return new Reachable(own, privateToo);
        } catch (SocketException failed) {
            throw new DeliveryException("the addresses of this machine are not known", failed);
        }
    }

    boolean isOwn(InetAddress address) {
        return own.contains(address);
    }

    boolean isAllowed(InetAddress address) {
        return privateToo || PublicAddresses.isPublic(address);
    }
}
