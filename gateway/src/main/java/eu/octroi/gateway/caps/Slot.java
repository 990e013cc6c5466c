// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.CopyId;

/**
 * One copy that went to a person or is on its way. Immutable.
 *
 * @param at milliseconds since 1970 of its end; {@link #PENDING} before it
 */
record Slot(CopyId copy, long at) {
    static final long PENDING = 0;

    boolean isPending() {
        return at == PENDING;
    }

    /** When the slot is free again, of one that is pending at the earliest. */
    long freeAt(long windowMillis, long now) {
        return (isPending() ? now : at) + windowMillis;
    }
}
