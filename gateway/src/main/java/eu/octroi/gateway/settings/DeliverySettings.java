// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How copies get to the next hop.
 *
 * @param route smarthost: everything goes to one next hop; mx: each copy goes to the mail
 *     exchangers of its recipient's domain; default smarthost
 * @param smarthost the next hop with route: smarthost, and mandatory then
 * @param mx how exchangers are found and how much they bear, with route: mx
 * @param connectionsMax connections to the smarthost at once; default 20
 * @param messagesPerConnectionMax transactions on one connection to the smarthost; 0 means no
 *     limit; default 0
 * @param retryDelays waits before the second, third, … attempt; the last one repeats; each jittered
 *     by a quarter; default 5m, 15m, 30m, 1h, 2h, 4h
 * @param delayedAfter a copy still under way by then is reported to its sender, once; from the end
 *     of its time on nobody is told; default 4h
 * @param expireAfter a copy not delivered by then ends with a report, RFC 5321 section 4.5.4.1; at
 *     least 1h; default 5d
 * @param prospectingExpireAfter the same for streams of class prospecting; at least 1h; default 2d
 * @param timeouts waits for the next hop's replies
 */
public record DeliverySettings(
        Route route,
        Optional<Smarthost> smarthost,
        Mx mx,
        int connectionsMax,
        int messagesPerConnectionMax,
        List<Duration> retryDelays,
        Duration delayedAfter,
        Duration expireAfter,
        Duration prospectingExpireAfter,
        ClientTimeouts timeouts) {
    public static final int CONNECTIONS_MAX = 20;
    public static final Duration DELAYED_AFTER = Duration.ofHours(4);
    public static final Duration EXPIRE_AFTER = Duration.ofDays(5);
    public static final Duration PROSPECTING_EXPIRE_AFTER = Duration.ofDays(2);
    public static final List<Duration> RETRY_DELAYS =
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(4));

    public DeliverySettings {
        retryDelays = List.copyOf(retryDelays);
    }

    /** Where mail goes. */
    public enum Route {
        SMARTHOST,
        /** Straight to the recipients' exchangers. */
        MX
    }

    /**
     * Waits for the next hop's replies, RFC 5321 section 4.5.3.2.
     *
     * @param connect TCP and TLS set-up; default 30s
     * @param greeting the 220 after connecting; default 5m
     * @param command replies to EHLO, MAIL, RCPT and the like; default 5m
     * @param data the 354 after DATA; default 2m
     * @param block the next hop taking a block of the message; default 3m
     * @param dot the reply to the final dot; at least 10m, a short one makes doubles; default 10m
     * @param idle a kept connection waiting for the next copy, after which we say QUIT; default 30s
     * @param attempt the whole of an attempt, whatever the other waits still allow, so that nobody
     *     can hold a connection for ever by answering ever so slowly; at least 30m; default 2h
     */
    public record ClientTimeouts(
            Duration connect,
            Duration greeting,
            Duration command,
            Duration data,
            Duration block,
            Duration dot,
            Duration idle,
            Duration attempt) {
        public static final ClientTimeouts DEFAULTS =
                new ClientTimeouts(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        Duration.ofHours(2));
    }
}
