// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Where recipients' details come from (GDPR art. 14(2)(f), A-06).
 *
 * @param label how clauses and the notice name it; one text, or one per language; mandatory
 * @param kind public, supplier, own or enrichment; mandatory
 * @param acquired the day on which the details were obtained; default empty: clauses give no date
 * @param supplier who supplied them; default empty
 * @param contact where to object at the source itself; default empty
 */
public record Source(
        LocalizedText label,
        Kind kind,
        Optional<LocalDate> acquired,
        Optional<String> supplier,
        Optional<String> contact) {

    /** What kind of source it is. */
    public enum Kind {
        PUBLIC,
        SUPPLIER,
        OWN,
        ENRICHMENT
    }
}
