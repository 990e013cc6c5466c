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
 * @param arrivals copies that came to the sink, the doubles among them
 * @param doubles copies that came to the sink again
 * @param inFlight what can be in flight when a process is killed: so many doubles it may make
 * @param books recomputed from disk at the end
 */
record CrashReport(
        Map<String, Integer> kills,
        long accepted,
        long lost,
        long unknownToBooks,
        long saidAgain,
        long replylost,
        long arrivals,
        Doubles doubles,
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
                "kills=%d seconds=%d%nat %s%naccepted=%d lost=%d unknown-to-books=%d%nsaid-again=%d"
                        + " replies-lost=%d arrivals=%d%ndoubles: %s, in flight %d%nbooks: %s",
                killed(),
                took.toSeconds(),
                new TreeMap<>(kills),
                accepted,
                lost,
                unknownToBooks,
                saidAgain,
                replylost,
                arrivals,
                doubles,
                inFlight,
                books);
    }
}
