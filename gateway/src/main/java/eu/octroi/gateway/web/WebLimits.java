// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import java.time.Duration;

/**
 * What one HTTP port allows. A request that goes over is answered 413, 414 or 431, or its
 * connection ends; each is counted by status.
 *
 * @param connectionsMax open connections of all clients
 * @param bodyBytesMax octets of one request body; a route may allow itself more
 * @param requestTimeout from the first octet of a request to the end of its response
 * @param idleTimeout a connection without requests is closed
 * @param blockingThreads threads for routes that block
 */
record WebLimits(
        int connectionsMax,
        int bodyBytesMax,
        Duration requestTimeout,
        Duration idleTimeout,
        int blockingThreads) {
    /** An opt-out is 26 octets, 250 as multipart: nothing larger is one. */
    static final WebLimits PUBLIC =
            new WebLimits(10_000, 4 << 10, Duration.ofSeconds(10), Duration.ofSeconds(30), 1);

    static final WebLimits ADMIN =
            new WebLimits(200, 1 << 20, Duration.ofSeconds(60), Duration.ofSeconds(60), 4);

    /** Octets of all header fields of a request, and of its first line, each. */
    static final int HEAD_BYTES_MAX = 8 << 10;
}
