// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;

import java.time.Instant;

/**
 * A list that was taken to its end: the one row the journal has of it beside its entries.
 * Immutable.
 *
 * @param reason of lines that name none
 * @param asOf when the list was as it is, to the second
 * @param octets length of the list
 * @param sha256 of its octets, 64 hexadecimal digits
 */
record TakenImport(
        Instant at,
        ControllerNumber controller,
        Channel channel,
        Reason reason,
        Instant asOf,
        long octets,
        String sha256,
        Counts counts) {

    /** Lines by what became of them, as {@link ImportReport} counts them. */
    record Counts(
            long read, long added, long already, long duplicates, long passed, long rejected) {}

    /** All of it, for the digest of its link. */
    String content() {
        return "at=%d controller=%d channel=%d reason=%d as-of=%d octets=%d sha256=%s counts=%s"
                .formatted(
                        at.toEpochMilli(),
                        controller.value(),
                        channel.code(),
                        reason.code(),
                        asOf.getEpochSecond(),
                        octets,
                        sha256,
                        counts);
    }
}
