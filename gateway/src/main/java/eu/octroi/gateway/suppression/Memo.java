// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers what words mean: the fields of a list repeat, and reading a date costs more than all
 * else a line needs. Confined to one import.
 */
final class Memo<T> {
    /** Distinct words kept; a list with more of them starts over, in fixed memory. */
    private static final int WORDS_MAX = 4096;

    private final Map<String, Optional<T>> known = new HashMap<>();
    private final Function<String, Optional<T>> reading;

    Memo(Function<String, Optional<T>> reading) {
        this.reading = reading;
    }

    Optional<T> of(String word) {
        Optional<T> before = known.get(word);
        if (before != null) {
            return before;
        }
        if (known.size() == WORDS_MAX) {
            known.clear();
        }
        Optional<T> meaning = reading.apply(word);
        known.put(word, meaning);
        return meaning;
    }
}
