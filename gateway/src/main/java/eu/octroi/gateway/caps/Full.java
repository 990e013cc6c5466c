// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.Stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A cap without room. Immutable.
 *
 * @param until milliseconds since 1970 at which it has room at the earliest
 */
record Full(Cap cap, long until) {
    /** Of the caps that are full the one that is so longest (C-05); empty when all have room. */
    static Optional<Full> strictest(List<Cap> caps, Function<Cap.Per, Counted> whom, long now) {
        Optional<Full> strictest = Optional.empty();
        for (Cap cap : caps) {
            OptionalLong until = whom.apply(cap.per()).fullUntil(cap, now);
            if (until.isPresent()
                    && strictest.filter(full -> full.until() >= until.getAsLong()).isEmpty()) {
                strictest = Optional.of(new Full(cap, until.getAsLong()));
            }
        }
        return strictest;
    }

    Verdict verdict(Stream.OnCap onCap) {
        return new Verdict.Capped(cap, Instant.ofEpochMilli(until), onCap == Stream.OnCap.DEFER);
    }
}
