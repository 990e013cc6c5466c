// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import java.util.List;

/** What a line of a list says. */
sealed interface ImportLine {
    /**
     * An entry.
     *
     * @param aliases keys of the same subject under all live versions, the event's own included
     */
    record Entry(SuppressionEvent event, List<PersonKey> aliases) implements ImportLine {}

    /** A line nobody can make sense of. */
    record Rejected(String why) implements ImportLine {}
}
