// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How one life of the gateway ends: at a place of its own code, passed for the n-th time, or from
 * outside at some moment. Immutable.
 *
 * @param place name of the fail point; empty for a kill from outside
 * @param times how often the place is passed
 * @param after the kill from outside, counted from the start of the process
 */
record CrashPlan(Optional<String> place, int times, Duration after) {
    private static final String CARRYING = "in-carrying";

    /** Names in the gateway's {@code FailPoint}, and how often at most each is passed first. */
    private static final List<Place> PLACES =
            List.of(
                    new Place("after-mail", 100),
                    new Place("after-rcpt", 100),
                    new Place("mid-data", 200),
                    new Place("before-force", 60),
                    new Place("after-force", 60),
                    new Place("before-reply", 100),
                    new Place("after-reply", 100),
                    new Place("mid-delivery", 100),
                    new Place("before-settled", 100),
                    new Place("in-recovery", 10),
                    new Place(CARRYING, 1),
                    new Place("in-reuse", 1));

    /** Of every sixteen kills, so many come from outside. */
    private static final int FROM_OUTSIDE = 4;

    private static final int OUTSIDE_MILLIS_MAX = 4000;

    private record Place(String name, int timesMax) {}

    /** The plan of the n-th kill: all places take turns. */
    static CrashPlan of(int number, RandomGenerator random) {
        int turn = number % (PLACES.size() + FROM_OUTSIDE);
        Duration after = Duration.ofMillis(random.nextInt(OUTSIDE_MILLIS_MAX));
        if (turn >= PLACES.size()) {
            return new CrashPlan(Optional.empty(), 0, after);
        }
        Place place = PLACES.get(turn);
        return new CrashPlan(
                Optional.of(place.name()), 1 + random.nextInt(place.timesMax()), after);
    }

    /** Those that every life comes to; messages are carried only where a segment fills up. */
    static List<String> certainPlaces() {
        return PLACES.stream().map(Place::name).filter(name -> !name.equals(CARRYING)).toList();
    }

    List<String> jvmOptions() {
        return place.map(name -> List.of("-Doctroi.failpoint=" + name + ":" + times))
                .orElse(List.of());
    }

    String word() {
        return place.orElse("from-outside");
    }
}
