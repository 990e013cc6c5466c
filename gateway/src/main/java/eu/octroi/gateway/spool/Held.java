// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Intervention;

import java.time.Duration;
import java.util.Optional;

/**
 * How a copy is and was held. Immutable.
 *
 * @param now what holds it; empty while it is not held
 * @param before how long earlier holds lasted, all together
 */
record Held(Optional<Intervention> now, Duration before) {
    static final Held NEVER = new Held(Optional.empty(), Duration.ZERO);

    /** After {@code next}; holding what is held and releasing what is not changes nothing. */
    Held after(Intervention next) {
        return switch (next.kind()) {
            case HELD -> now.isPresent() ? this : new Held(Optional.of(next), before);
            case RELEASED -> now.map(hold -> released(hold, next)).orElse(this);
        };
    }

    private Held released(Intervention hold, Intervention release) {
        Duration lasted = Duration.between(hold.at(), release.at());
        // A wall clock that went back makes no copy older.
        return new Held(Optional.empty(), lasted.isNegative() ? before : before.plus(lasted));
    }
}
