// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;
import java.util.List;

/**
 * How copies get to the next hop.
 *
 * @param retryDelays waits before the second, third, … attempt; the last one repeats; each jittered
 *     by a quarter
 * @param expireAfter a copy not delivered by then ends with a report; at least 1 h
 * @param connectionsMax connections to the smarthost at once
 * @param messagesPerConnectionMax transactions on one connection; 0 means no limit
 */
public record DeliverySettings(
        Route route,
        Smarthost smarthost,
        int connectionsMax,
        int messagesPerConnectionMax,
        List<Duration> retryDelays,
        Duration expireAfter,
        ClientTimeouts timeouts) {

    /** Where mail goes. */
    public enum Route {
        SMARTHOST,
        /** Straight to the recipients' exchangers; not available yet. */
        MX
    }

    /**
     * Waits for the next hop's replies, RFC 5321 section 4.5.3.2.
     *
     * @param dot wait for the reply to the final dot; at least 10 min, a short one makes doubles
     */
    public record ClientTimeouts(
            Duration connect,
            Duration greeting,
            Duration command,
            Duration data,
            Duration block,
            Duration dot) {}
}
