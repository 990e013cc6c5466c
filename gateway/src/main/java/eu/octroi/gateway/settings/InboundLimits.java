// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * Limits on inbound connections and what they may hold.
 *
 * @param commandTimeout wait for the next command; at least 5 min, RFC 5321 section 4.5.3.2.7
 * @param dataTimeout wait for more octets of a message
 * @param sessionTimeout whole connection
 * @param recipientsMax accepted recipients per transaction; at least 100, section 4.5.3.1.8
 * @param messageMax octets of one message; at least 64 KiB, announced as SIZE
 * @param errorsMax refused commands on one connection before it is closed
 * @param connectionsMax open connections of all clients
 * @param connectionsPerAddressMax open connections of one client address
 * @param messagesPerMinuteMax messages one credential may submit in a minute; 0 means no limit
 * @param bodyMemory octets of message bodies held at once by all connections
 * @param verificationThreads password verifications at once
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
        int verificationThreads) {}
