// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import java.util.Locale;

/**
 * What the record holds in favour of writing to a person. Immutable.
 *
 * @param kind why the person may be written to
 */
public record Grant(Kind kind) {

    /** Why a person may be written to though the regime wants more than silence. */
    public enum Kind {
        /** The person agreed (D-05). */
        CONSENT,
        /** The person bought something comparable and could object then (D-08). */
        CUSTOMER,
        /** The address is published as a professional contact (D-14). */
        PUBLISHED;

        /** The word used in files, the API and logs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
