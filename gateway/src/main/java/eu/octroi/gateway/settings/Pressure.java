// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * What changes for clients when connections or the memory of bodies run short; when it is the
 * memory, new connections are answered 421.
 *
 * @param startPercent of connections-max or body-memory from which on there is pressure; default 80
 * @param commandTimeout wait for the next command under pressure, instead of
 *     limits.command-timeout; default 1m
 * @param errorsMax instead of limits.errors-max, for connections that come under pressure; default
 *     2
 */
public record Pressure(int startPercent, Duration commandTimeout, int errorsMax) {
    public static final Pressure DEFAULTS = new Pressure(80, Duration.ofSeconds(60), 2);
}
