// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Clauses by their facts: the messages of a stream mostly say the same, so they are filled in and
 * wrapped once and not for every message. Bounded: when it is full it starts anew. Thread-safe.
 */
final class ClauseBook {
    static final int ENTRIES_MAX = 512;

    private final ConcurrentHashMap<ClauseFacts, Clauses> known = new ConcurrentHashMap<>();

    /** The clauses that say these facts; refuses facts that cannot be said. */
    Clauses of(ClauseFacts facts) {
        Clauses clauses = known.get(facts);
        if (clauses == null) {
            clauses = Clauses.of(facts);
            if (known.size() >= ENTRIES_MAX) {
                known.clear();
            }
            known.put(facts, clauses);
        }
        return clauses;
    }
}
