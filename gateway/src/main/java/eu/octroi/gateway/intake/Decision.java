// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Tag;

/** What becomes of a message at end of data. */
sealed interface Decision {
    /** It is taken, once this is forced to disk. */
    record Taken(Acceptance acceptance) implements Decision {}

    /**
     * It is not taken.
     *
     * @param why one sentence for the person who runs the tool: what is wrong and what to change
     */
    record NotTaken(Tag tag, String why) implements Decision {}
}
