// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Where recipients' details come from (GDPR art. 14(2)(f), A-06).
 *
 * @param label how clauses and the notice name it
 * @param acquired when the details were obtained
 * @param contact where to object at the source itself
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
