// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.SuppressionSettings.Retention;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When entries end by themselves, by reason (B-12, B-15). Immutable. */
record Retentions(Retention settings) {
    /** A wish said twice within a month needs no second date. */
    private static final Duration RENEWED_AFTER = Duration.ofDays(30);

    /** How long an entry stands; empty for ever. */
    Optional<Duration> of(Reason reason) {
        return switch (reason) {
            case OPPOSITION -> settings.opposition();
            case COMPLAINT -> settings.complaint();
            case ERASURE -> settings.erasure();
            case HARD_BOUNCE -> settings.hardBounce();
            case ROLE -> settings.role();
            case EXTERNAL_LIST -> settings.externalList();
            case MANUAL -> settings.manual();
        };
    }

    /** Whether any entry ever ends. */
    boolean isAny() {
        for (Reason reason : Reason.values()) {
            if (of(reason).isPresent()) {
                return true;
            }
        }
        return false;
    }

    boolean isOver(Reason reason, Instant since, Instant now) {
        return of(reason).filter(kept -> since.plus(kept).isBefore(now)).isPresent();
    }

    /** Whether what stands since {@code since} would end too early for who says it again now. */
    boolean isToRenew(SuppressionEvent again, Instant since) {
        return again.op() == Op.ADD
                && of(again.reason()).isPresent()
                && since.plus(RENEWED_AFTER).isBefore(again.since());
    }
}
