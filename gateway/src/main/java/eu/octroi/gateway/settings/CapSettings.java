// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * The frequency caps of all streams together.
 *
 * @param contactsMax persons remembered; above it nobody new is written to; default 1000000
 * @param remember how long after the last mail it is remembered that a person was written to; what
 *     a window of a cap reaches is kept in any case; default 1095d
 * @param holdMax with on-cap hold, how long a mail may wait for room; where it would have to wait
 *     longer it is refused at once; default 7d
 */
public record CapSettings(long contactsMax, Duration remember, Duration holdMax) {
    public static final CapSettings DEFAULTS =
            new CapSettings(1_000_000, Duration.ofDays(1095), Duration.ofDays(7));
}
