// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.Reason;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a list is read.
 *
 * @param reason the reason of lines that name none
 * @param channel how people said it, for lines that do not tell (B-22)
 * @param asOf when the list was as it is; empty for now
 * @param dryRun whether to count only and change nothing
 * @param octets length of the list where known, so that room is made once; a wrong one costs time
 */
public record ImportOptions(
        Reason reason,
        Channel channel,
        Optional<Instant> asOf,
        boolean dryRun,
        OptionalLong octets) {

    /** For a list of unknown length that says what holds now. */
    public ImportOptions(Reason reason, boolean dryRun) {
        this(reason, Channel.IMPORT, Optional.empty(), dryRun, OptionalLong.empty());
    }
}
