// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies that came to the sink more than once, told apart by the life of the gateway in which they
 * came. Immutable.
 *
 * @param total arrivals beyond the first of each copy
 * @param withinOneLife of these, those that came again although nothing was killed in between
 * @param mostAtOneKill the greatest number of copies that the end of one life let come again
 */
record Doubles(long total, long withinOneLife, long mostAtOneKill) {
    /** No JVM delivers sooner after its start; what comes till then its predecessor sent. */
    private static final long FIRST_DELIVERY_MILLIS = 200;

    /**
     * A copy as the sink wrote it down.
     *
     * @param reference its {@code X-Octroi-Ref}, which no other copy has
     * @param at milliseconds since 1970
     */
    record Arrival(String reference, long at) {}

    /**
     * Counts.
     *
     * @param arrivals in the order in which they came
     * @param lifeStarts when each life began, in rising order, in milliseconds since 1970
     */
    static Doubles of(List<Arrival> arrivals, List<Long> lifeStarts) {
        Map<String, Integer> lastLife = new HashMap<>();
        Map<Integer, Long> byKill = new HashMap<>();
        int life = 0;
        long total = 0;
        long within = 0;
        for (Arrival arrival : arrivals) {
            while (life < lifeStarts.size()
                    && lifeStarts.get(life) + FIRST_DELIVERY_MILLIS <= arrival.at()) {
                life++;
            }
            Integer before = lastLife.put(arrival.reference(), life);
            if (before != null) {
                total++;
                within += before == life ? 1 : 0;
                byKill.merge(before, 1L, Long::sum);
            }
        }
        long most = byKill.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Doubles(total, within, most);
    }

    @Override
    public String toString() {
        return total + ", within one life " + withinOneLife + ", at one kill " + mostAtOneKill;
    }
}
