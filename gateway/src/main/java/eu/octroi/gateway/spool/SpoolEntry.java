// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Octets;

/** What a scan finds in a segment. */
sealed interface SpoolEntry {
    /** A record whose checksums hold. */
    record Intact(SpoolRecord record, Octets head) implements SpoolEntry {}

    /**
     * Octets that are no record although something was written there: a torn write that was never
     * acknowledged, or damage. Only a person can tell, so they are set aside.
     */
    record Corrupt(long position, int length) implements SpoolEntry {}
}
