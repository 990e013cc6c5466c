// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that many rows share, each kept once and named by a small number for as long as a row
 * names it. Not thread-safe: guarded by whoever owns it.
 */
public final class Interned<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<Optional<T>> values = new ArrayList<>();
    private final List<Integer> keepers = new ArrayList<>();
    private final BitSet unused = new BitSet();

    /** The number of the value, which one more row names from now on. */
    public int keep(T value) {
        int number = numbers.computeIfAbsent(value, this::add);
        keepers.set(number, keepers.get(number) + 1);
        return number;
    }

    /** One row less names it. */
    public void release(int number) {
        int left = keepers.get(number) - 1;
        keepers.set(number, left);
        if (left == 0) {
            numbers.remove(get(number));
            values.set(number, Optional.empty());
            unused.set(number);
        }
    }

    public T get(int number) {
        return values.get(number).orElseThrow();
    }

    public boolean contains(T value) {
        return numbers.containsKey(value);
    }

    /** Different values kept. */
    public int size() {
        return numbers.size();
    }

    private int add(T value) {
        int number = unused.nextSetBit(0);
        if (number < 0) {
            values.add(Optional.of(value));
            keepers.add(0);
            return values.size() - 1;
        }
        unused.clear(number);
        values.set(number, Optional.of(value));
        return number;
    }
}
