// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.channel.Channel;

import java.net.SocketAddress;

/** What a simulation sees and decides of the connections that a delivery has. */
interface Wire {
    /** Whether the process that has the connection is dead: then nothing passes. */
    boolean isCut();

    /** Where a connection to this address really goes. */
    SocketAddress connecting(Channel channel, SocketAddress to);

    /** The connection is over, as its process knows. */
    void closed(Channel channel);

    /** Octets leave the process. */
    void sent(Channel channel, String octets);

    /** Octets reach the process. */
    void heard(Channel channel, String octets);
}
