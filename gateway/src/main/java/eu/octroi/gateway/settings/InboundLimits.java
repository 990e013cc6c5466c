// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * Limits on inbound connections and what they may hold.
 *
 * @param commandTimeout wait for the next command; at least 5m, RFC 5321 section 4.5.3.2.7; default
 *     5m
 * @param dataTimeout wait for more octets of a message; at least 3m, RFC 5321 section 4.5.3.2.5;
 *     default 5m
 * @param sessionTimeout whole connection; default 2h
 * @param recipientsMax accepted recipients per transaction; 100, RFC 5321 section 4.5.3.1.8, to
 *     10000; default 1000
 * @param messageMax octets of one message, announced as SIZE; 64KiB, RFC 5321 section 4.5.3.1.7, to
 *     256MiB; default 25MiB
 * @param errorsMax refused commands on one connection before it is closed; default 10
 * @param connectionsMax open connections of all clients; default 1000
 * @param connectionsPerAddressMax open connections of one client address, or of one IPv6 /64 block;
 *     default 200
 * @param messagesPerMinuteMax messages one credential may submit in a minute; 0 means no limit;
 *     default 6000
 * @param bodyMemory octets of message bodies held at once by all connections; at least message-max;
 *     default 128MiB
 * @param verificationThreads password verifications at once; default 2
 * @param clients what one client may ask of us
 * @param pressure what changes when connections or memory run short
 */
public record InboundLimits(
        Duration commandTimeout,
        Duration dataTimeout,
        Duration sessionTimeout,
        int recipientsMax,
        ByteSize messageMax,
        int errorsMax,
        int connectionsMax,
        int connectionsPerAddressMax,
        int messagesPerMinuteMax,
        ByteSize bodyMemory,
        int verificationThreads,
        ClientLimits clients,
        Pressure pressure) {
    public static final InboundLimits DEFAULTS =
            new InboundLimits(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofHours(2),
                    1000,
                    ByteSize.ofMebibytes(25),
                    10,
                    1000,
                    200,
                    6000,
                    ByteSize.ofMebibytes(128),
                    2,
                    ClientLimits.DEFAULTS,
                    Pressure.DEFAULTS);
}
