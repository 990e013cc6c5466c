// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import java.util.List;

/** What a row of a list says. */
sealed interface ImportLine {
    /**
     * An entry.
     *
     * @param aliases keys of the same subject under all live versions, the event's own included
     */
    record Entry(SuppressionEvent event, List<PersonKey> aliases) implements ImportLine {}

    /** A contact against whom the list says nothing. */
    record Passed() implements ImportLine {}

    /** A row nobody can make sense of. */
    record Rejected(String why) implements ImportLine {}
}
