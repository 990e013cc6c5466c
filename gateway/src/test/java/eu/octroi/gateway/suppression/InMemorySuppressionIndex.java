// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The index in a map, to compare with. Thread-safe. */
final class InMemorySuppressionIndex implements SuppressionIndex {
    private final Map<PersonKey, Marks> marks = new ConcurrentHashMap<>();
    private final long capacity;

    InMemorySuppressionIndex() {
        this(Long.MAX_VALUE);
    }

    InMemorySuppressionIndex(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public Optional<Marks> get(PersonKey key) {
        return Optional.ofNullable(marks.get(key));
    }

    @Override
    public void put(PersonKey key, Marks value) {
        if (value.isEmpty()) {
            marks.remove(key);
        } else {
            marks.put(key, value);
        }
    }

    @Override
    public long size() {
        return marks.size();
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void forEach(BiConsumer<PersonKey, Marks> consumer) {
        marks.forEach(consumer);
    }

    @Override
    public void close() {
        marks.clear();
    }

    Map<PersonKey, Marks> content() {
        return Map.copyOf(marks);
    }
}
