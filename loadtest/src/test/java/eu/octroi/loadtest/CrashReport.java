// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import eu.octroi.loadtest.books.Books;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a crash run came to. Immutable.
 *
 * @param kills by the place at which the process ended; {@code missed} where a place was not
 *     reached in time, so that the process was killed from outside
 * @param accepted mails that the sender was answered 250, by Message-ID
 * @param lost of these, those that never came to the sink
 * @param unknownToBooks references told with a 250 that the books on disk do not hold
 * @param saidAgain mails accepted once more, because the sender had seen no reply
 * @param replylost how often the sender saw no reply
 * @param doubles copies that came to the sink more often than they were accepted
 * @param inFlight doubles that the kills may have made: what can be in flight, for each of them
 * @param books recomputed from disk at the end
 */
record CrashReport(
        Map<String, Integer> kills,
        long accepted,
        long lost,
        long unknownToBooks,
        long saidAgain,
        long replylost,
        long doubles,
        long inFlight,
        Books books,
        Duration took) {
    CrashReport {
        kills = Map.copyOf(kills);
    }

    int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "kills=%d seconds=%d%nat %s%naccepted=%d lost=%d unknown-to-books=%d%n"
                        + "said-again=%d replies-lost=%d%ndoubles=%d in-flight=%d%nbooks: %s",
                killed(),
                took.toSeconds(),
                new TreeMap<>(kills),
                accepted,
                lost,
                unknownToBooks,
                saidAgain,
                replylost,
                doubles,
                inFlight,
                books);
    }
}
