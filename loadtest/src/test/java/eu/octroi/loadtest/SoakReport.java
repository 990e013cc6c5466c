// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import eu.octroi.loadtest.books.Books;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a soak came to. Immutable.
 *
 * @param vitals in the order of time
 * @param delivered mails accepted that came to the smarthost
 * @param refused mails accepted whose recipient the smarthost does not know
 * @param rude connections of rude clients
 * @param books recomputed from disk at the end
 */
record SoakReport(List<Vitals> vitals, long delivered, long refused, long rude, Books books) {
    SoakReport {
        vitals = List.copyOf(vitals);
    }

    /**
     * How much more of it the process holds at the end than at the start: the least of the last
     * third above the most of the first, which the time of warming up is no part of.
     */
    long growth(ToLongFunction<Vitals> what) {
        int third = vitals.size() / 3;
        long before = vitals.subList(third / 2, third + 1).stream().mapToLong(what).max().orElse(0);
        long after =
                vitals.subList(vitals.size() - third, vitals.size()).stream()
                        .mapToLong(what)
                        .min()
                        .orElseThrow();
        return after - before;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        vitals.forEach(each -> text.append(each).append(System.lineSeparator()));
        return text
                + String.format(
                        Locale.ROOT,
                        "growth: heap=%dKiB descriptors=%d threads=%d%n"
                                + "delivered=%d refused=%d rude=%d%nbooks: %s",
                        growth(Vitals::heap) >> 10,
                        growth(Vitals::descriptors),
                        growth(Vitals::threads),
                        delivered,
                        refused,
                        rude,
                        books);
    }
}
