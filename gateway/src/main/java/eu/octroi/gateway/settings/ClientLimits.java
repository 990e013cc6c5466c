// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * What one client may ask of us before it waits or is cut off. An address is an IPv4 address, or
 * the /64 block of an IPv6 address.
 *
 * @param spareTrusted whether clients in listen.smtp.trusted-networks are spared all limits per
 *     address and per minute, and pressure; default true
 * @param connectionsPerMinuteMax connections of one address in a minute; 0 means no limit; default
 *     6000
 * @param messagesPerMinuteMax messages that one address may submit in a minute; 0 means no limit;
 *     default 6000
 * @param recipientsPerMinuteMax recipients that one address, or one credential, may name in a
 *     minute; 0 means no limit; default 60000
 * @param loginFailuresMax failed logins of one address, or with one user, within
 *     login-failures-window before that address or user has to wait; default 10
 * @param loginFailuresWindow how long a failed login counts; default 10m
 * @param junkCommandsMax NOOP, RSET, VRFY, EXPN, HELP and EHLO on one connection between two
 *     messages; each one more counts as an error; default 100
 * @param commandRateMin octets that a command must gain in each second once it has begun, looked at
 *     after ten seconds; default 500
 * @param bodyRateMin octets that a message must gain in each second, looked at over each
 *     data-timeout; default 1024
 * @param discardedChunkMax octets of a chunk (BDAT) that a client who may not send has us swallow;
 *     a longer one closes the connection; default 64KiB
 */
public record ClientLimits(
        boolean spareTrusted,
        int connectionsPerMinuteMax,
        int messagesPerMinuteMax,
        int recipientsPerMinuteMax,
        int loginFailuresMax,
        Duration loginFailuresWindow,
        int junkCommandsMax,
        int commandRateMin,
        int bodyRateMin,
        ByteSize discardedChunkMax) {
    public static final ClientLimits DEFAULTS =
            new ClientLimits(
                    true,
                    6000,
                    6000,
                    60_000,
                    10,
                    Duration.ofMinutes(10),
                    100,
                    500,
                    1024,
                    ByteSize.ofKibibytes(64));
}
