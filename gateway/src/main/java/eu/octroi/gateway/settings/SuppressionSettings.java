// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/**
 * The suppression index.
 *
 * @param entriesMin entries the index file has room for from the start
 */
public record SuppressionSettings(long entriesMin) {}
