// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import java.time.Instant;
import java.util.HexFormat;

/**
 * What the list says after an addition; repeating the addition yields the same reference (J-05).
 * Immutable.
 *
 * @param isNew whether an event was written; false when the entry stood already
 * @param since from when the entry holds, to the second
 * @param reference what people quote when they ask: the first 16 digits of the key as logs show it
 */
public record Change(boolean isNew, Reason reason, Instant since, String reference) {

    /** Of an event that was just written. */
    static Change of(SuppressionEvent event) {
        return of(true, event.reason(), event.since(), event.key());
    }

    static Change of(boolean isNew, Reason reason, Instant since, PersonKey key) {
        return new Change(isNew, reason, since, reference(key));
    }

    static String reference(PersonKey key) {
        return HexFormat.of().toHexDigits(key.high());
    }
}
