// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * The frequency caps of all streams together.
 *
 * @param contactsMax persons remembered; above it nobody new is written to; default 1000000
 * @param remember how long after the last mail it is remembered that a person was written to; what
 *     a window of a cap reaches is kept in any case; default 1095d
 */
public record CapSettings(long contactsMax, Duration remember) {
    public static final CapSettings DEFAULTS = new CapSettings(1_000_000, Duration.ofDays(1095));
}
