// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.Inet4Address;
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
        return privateToo || isPublic(address);
    }

    /** The special registries of RFC 6890, as far as they are no part of the Internet. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] octets = address.getAddress();
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        return address instanceof Inet4Address
                ? first != 0 && first < 240 && !(first == 100 && second >= 64 && second < 128)
                : (first & 0xfe) != 0xfc;
    }
}
