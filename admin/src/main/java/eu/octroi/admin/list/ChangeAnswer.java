// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Change;

import java.time.Instant;

/**
 * What the API says after an addition, in words. Immutable.
 *
 * @param since ISO 8601
 */
public record ChangeAnswer(boolean added, String reason, String since, String reference) {

    public static ChangeAnswer of(Change change) {
        return new ChangeAnswer(
                change.isNew(),
                change.reason().word(),
                change.since().toString(),
                change.reference());
    }

    Change change() {
        return new Change(
                added, Reason.ofWord(reason).orElseThrow(), Instant.parse(since), reference);
    }
}
