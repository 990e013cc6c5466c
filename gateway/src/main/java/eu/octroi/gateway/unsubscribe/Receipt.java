// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import java.time.Instant;

/**
 * Proof that an opposition is recorded. Immutable.
 *
 * @param isNew false when the person had objected before: nothing changed
 * @param since when the opposition was first recorded
 * @param reference opaque, the same for every repeat; quoted to the person
 */
public record Receipt(boolean isNew, Instant since, String reference) {}
