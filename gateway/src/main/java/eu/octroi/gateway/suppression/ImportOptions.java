// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Reason;

import java.util.OptionalLong;

/**
 * How a list is read.
 *
 * @param reason the reason of lines that name none
 * @param dryRun whether to count only and change nothing
 * @param octets length of the list where known, so that room is made once; a wrong one costs time
 */
public record ImportOptions(Reason reason, boolean dryRun, OptionalLong octets) {

    /** For a list of unknown length. */
    public ImportOptions(Reason reason, boolean dryRun) {
        this(reason, dryRun, OptionalLong.empty());
    }
}
