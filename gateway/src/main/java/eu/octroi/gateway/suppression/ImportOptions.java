// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Reason;

/**
 * How a list is read.
 *
 * @param reason the reason of lines that name none
 * @param dryRun whether to count only and change nothing
 */
public record ImportOptions(Reason reason, boolean dryRun) {}
