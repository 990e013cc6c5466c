// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * What changes for clients when room runs short: in the memory of bodies, in the spool, or among
 * the connections. First they wait, then their mail is answered 452, then new connections are
 * answered 421.
 *
 * @param startPercent of body-memory, the spool or connections-max from which on there is pressure:
 *     the waits and limits below hold; default 80
 * @param mailDelay MAIL is answered after so long under pressure of body-memory or the spool; at
 *     most 10s; default 1s
 * @param refusePercent of body-memory from which on MAIL is answered 452, as it is when the spool
 *     is full; at least start-percent, which it follows if left out; default 90
 * @param turnAwayPercent of body-memory from which on new connections are answered 421; at least
 *     refuse-percent, which it follows if left out; default 95
 * @param turnAwayAfter when the spool has been full for so long new connections are answered 421;
 *     default 30s
 * @param commandTimeout wait for the next command under pressure, instead of
 *     limits.command-timeout; default 1m
 * @param errorsMax instead of limits.errors-max, for connections that come under pressure; default
 *     2
 */
public record Pressure(
        int startPercent,
        Duration mailDelay,
        int refusePercent,
        int turnAwayPercent,
        Duration turnAwayAfter,
        Duration commandTimeout,
        int errorsMax) {
    public static final Pressure DEFAULTS =
            new Pressure(
                    80,
                    Duration.ofSeconds(1),
                    90,
                    95,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    2);
}
