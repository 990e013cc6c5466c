// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

/**
 * An event as it stands in the record. Immutable.
 *
 * @param sequence its place
 * @param atMillis when it was recorded, since 1970
 */
record RecordedEvent(long sequence, long atMillis, SuppressionEvent event) {}
