// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/**
 * The suppression index.
 *
 * @param entriesMin entries the index file has room for from the start; it grows when needed;
 *     default 1000000
 */
public record SuppressionSettings(long entriesMin) {
    public static final SuppressionSettings DEFAULTS = new SuppressionSettings(1_000_000);
}
