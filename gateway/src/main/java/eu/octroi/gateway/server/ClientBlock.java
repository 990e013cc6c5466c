// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The addresses that count as one client: an IPv4 address, or the /64 block of an IPv6 address,
 * which is the least that anybody gets and holds more addresses than could be counted. Immutable.
 *
 * @param bits the address, or the first half of it
 */
record ClientBlock(boolean isV6, long bits) {
    static ClientBlock of(InetAddress address) {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new ClientBlock(false, octets.getInt())
                : new ClientBlock(true, octets.getLong());
    }
}
