// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * The suppression list and its index.
 *
 * @param entriesMin entries the index file has room for from the start; it grows when needed;
 *     default 1000000
 * @param surgePerMinute objections through one channel within a minute beyond which an alarm is
 *     raised; all of them are recorded; default 1000
 * @param retention when entries end by themselves
 */
public record SuppressionSettings(long entriesMin, int surgePerMinute, Retention retention) {
    public static final SuppressionSettings DEFAULTS = new SuppressionSettings(1_000_000);

    /** All defaults but the room of the index. */
    public SuppressionSettings(long entriesMin) {
        this(entriesMin, 1000, Retention.NEVER);
    }

    /**
     * How long entries stand, by reason; a wish said again counts from then. Without a value they
     * never end.
     *
     * @param opposition at least 1096d; default empty: never
     * @param complaint at least 1096d; default empty: never
     * @param erasure at least 1096d; default empty: never
     * @param hardBounce an address may be tried again after it; at least 1d; default empty: never
     * @param role at least 1d; default empty: never
     * @param externalList at least 1d; default empty: never
     * @param manual at least 1d; default empty: never
     */
    public record Retention(
            Optional<Duration> opposition,
            Optional<Duration> complaint,
            Optional<Duration> erasure,
            Optional<Duration> hardBounce,
            Optional<Duration> role,
            Optional<Duration> externalList,
            Optional<Duration> manual) {
        public static final Retention NEVER =
                new Retention(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }
}
