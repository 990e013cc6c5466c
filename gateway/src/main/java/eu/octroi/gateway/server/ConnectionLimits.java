// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open connections, of all clients and of each address (H-33). Thread-safe. */
final class ConnectionLimits {
    private final int connectionsMax;
    private final int perAddressMax;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionLimits(int connectionsMax, int perAddressMax) {
        this.connectionsMax = connectionsMax;
        this.perAddressMax = perAddressMax;
    }

    /** Counts one more; when it is one too many it is not counted, and the reply says why. */
    Optional<Reply> enter(InetAddress client) {
        if (open.incrementAndGet() > connectionsMax) {
            open.decrementAndGet();
            return Optional.of(Replies.TOO_MANY_CONNECTIONS);
        }
        if (byAddress.merge(client, 1, Integer::sum) > perAddressMax) {
            leave(client);
            return Optional.of(Replies.TOO_MANY_FROM_ADDRESS);
        }
        return Optional.empty();
    }

    /** For every connection that entered, once. */
    void leave(InetAddress client) {
        byAddress.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
