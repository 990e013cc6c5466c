// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.settings.RegimeProfile.Demands;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;

/** The stricter of each field of what two regimes demand (M-02). */
final class RegimeMerge {
    private RegimeMerge() {}

    static Demands of(Demands one, Demands other) {
        SequencedSet<String> mustShow = new LinkedHashSet<>(one.mustShow());
        mustShow.addAll(other.mustShow());
        return new Demands(
                List.copyOf(mustShow),
                label(one.label(), other.label()),
                one.honourWithin().compareTo(other.honourWithin()) <= 0
                        ? one.honourWithin()
                        : other.honourWithin(),
                longer(one.linkValid(), other.linkValid()),
                stricter(one.trackers(), other.trackers()),
                one.postalAddress() || other.postalAddress(),
                stricter(one.proof(), other.proof()));
    }

    static String lines(String one, String other) {
        if (one.isEmpty() || one.equals(other)) {
            return other;
        }
        return other.isEmpty() ? one : one + "; " + other;
    }

    /** Two countries that both want a word in the subject get both. */
    private static Optional<String> label(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || one.equals(other)) {
            return other;
        }
        return other.isEmpty() ? one : Optional.of(one.get() + " " + other.get());
    }

    /** Empty is for ever, which nothing outlasts. */
    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return one.get().compareTo(other.get()) >= 0 ? one : other;
    }

    private static <E extends Enum<E>> E stricter(E one, E other) {
        return Objects.requireNonNull(one.compareTo(other) >= 0 ? one : other);
    }
}
