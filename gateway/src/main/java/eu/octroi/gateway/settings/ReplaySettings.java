// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * How oppositions are passed on to the tools that sent the mail, over their own one-click links
 * (RFC 8058).
 *
 * @param keep how long the link of a message is remembered; default 180d
 * @param rememberedMax links remembered; beyond it the oldest go first; default 1000000
 * @param timeout for one request to a tool, name look-up included; default 10s
 * @param attemptsMax requests for one link before it is given up, with growing waits in between;
 *     default 10
 * @param concurrency requests at the same time; default 4
 * @param loopback whether links to this machine are followed, and plain http there; for trials;
 *     default false
 */
public record ReplaySettings(
        Duration keep,
        int rememberedMax,
        Duration timeout,
        int attemptsMax,
        int concurrency,
        boolean loopback) {
    public static final ReplaySettings DEFAULTS =
            new ReplaySettings(
                    Duration.ofDays(180), 1_000_000, Duration.ofSeconds(10), 10, 4, false);
}
