// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Which addresses are this machine's. Stateless. */
public final class HostAddresses {
    private HostAddresses() {}

    /** Whether something can leave from there, as the operating system sees it now. */
    public static boolean isHere(InetAddress address) {
        try (DatagramSocket bound = new DatagramSocket(new InetSocketAddress(address, 0))) {
            return bound.isBound();
        } catch (SocketException notHere) {
            return false;
        }
    }
}
