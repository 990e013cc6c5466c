// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.Endpoint;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Looks up the addresses of the smarthost as the operating system does, which blocks: on the
 * threads that read the spool. Thread-safe.
 */
record SmarthostFinder(Endpoint smarthost, TlsDemand demand, Executor readers)
        implements HopFinder {
    /** The Java runtime itself keeps an answer longer. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    @Override
    public CompletionStage<Found> find(String destination) {
        return CompletableFuture.supplyAsync(this::find, readers);
    }

    private Found find() {
        try {
            List<Hop> hops =
                    Arrays.stream(InetAddress.getAllByName(smarthost.host()))
                            .map(address -> new InetSocketAddress(address, smarthost.port()))
                            .map(address -> new Hop(smarthost.host(), address, demand))
                            .toList();
            return new Found.Hops(hops, GOOD_FOR);
        } catch (UnknownHostException unknown) {
            return new Found.Later("no address for the smarthost: " + unknown.getMessage());
        }
    }
}
