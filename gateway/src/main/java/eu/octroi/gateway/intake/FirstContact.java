// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.message.ClauseFacts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What follows from whether this mail is the controller's first to a person (GDPR art. 14(3)). All
 * copies of a message say the same, so one person for whom it is the first decides for all; where
 * that is not known it is the first. Immutable.
 *
 * @param isOne whether it is the first for anybody
 */
record FirstContact(boolean isOne) {
    /** Months within which art. 14(3)(a) wants a person to be told. */
    private static final int MONTHS_MAX = 1;

    static FirstContact of(List<Recipient> recipients) {
        return new FirstContact(
                recipients.stream()
                        .anyMatch(
                                r -> r.verdict() instanceof Verdict.Deliver(var s) && s.isFirst()));
    }

    /** The same facts in the form that is owed. */
    ClauseFacts in(ClauseFacts facts) {
        return facts.in(isOne ? ClauseFacts.Length.LONG : ClauseFacts.Length.SHORT);
    }

    /** When the details were obtained, if the person should have been told before now. */
    Optional<LocalDate> late(ClauseFacts facts, Instant now) {
        LocalDate latest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusMonths(MONTHS_MAX);
        return facts.sourceDate().filter(date -> isOne && date.isBefore(latest));
    }
}
