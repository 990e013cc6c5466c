// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;

import java.util.OptionalLong;

/** What a cap looks at: one person's contacts, or those of many together. */
@FunctionalInterface
interface Counted {
    /** Where nothing is counted no cap is ever full. */
    Counted NOTHING = (_, _) -> OptionalLong.empty();

    /**
     * When the cap has room if it is full now, at the earliest; empty while it has room.
     *
     * @param now milliseconds since 1970
     */
    OptionalLong fullUntil(Cap cap, long now);
}
