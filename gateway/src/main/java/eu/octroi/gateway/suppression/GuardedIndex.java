// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * An index that notices when it forgets: what it does not find must be unknown to its {@link
 * KeyGuard} too, or it fails, and nothing is sent until it was rebuilt (B-03). One thread writes,
 * any thread reads.
 */
final class GuardedIndex implements SuppressionIndex {
    /** A key may be on its way into both while somebody looks. */
    private static final int LOOKS_MAX = 3;

    private final SuppressionIndex index;
    private volatile KeyGuard guard;

    /** Of an index that is empty, or whose keys {@link #fill} will learn. */
    GuardedIndex(SuppressionIndex index) {
        this.index = index;
        this.guard = guard();
    }

    /** Learns the keys of an index that was opened with content; until then it guards nothing. */
    void fill() {
        KeyGuard filled = guard();
        index.forEach((key, _) -> filled.add(key));
        guard = filled;
    }

    @Override
    public Optional<Marks> get(PersonKey key) {
        for (int look = 0; look < LOOKS_MAX; look++) {
            Optional<Marks> marks = index.get(key);
            if (marks.isPresent()) {
                if (marks.get().isEmpty()) {
                    throw new IllegalStateException("the index holds a key without a reason");
                }
                return marks;
            }
            if (!guard.contains(key)) {
                return marks;
            }
        }
        throw new IllegalStateException("the index has lost a key that was put into it");
    }

    @Override
    public void put(PersonKey key, Marks marks) {
        // In this order a reader never finds the guard ahead of the index for good.
        if (marks.isEmpty()) {
            guard.remove(key);
            index.put(key, marks);
            return;
        }
        index.put(key, marks);
        guard.add(key);
        if (guard.isCrowded()) {
            fill();
        }
    }

    @Override
    public long size() {
        return index.size();
    }

    @Override
    public long capacity() {
        return index.capacity();
    }

    @Override
    public long bytes() {
        return index.bytes() + guard.bytes();
    }

    @Override
    public void forEach(BiConsumer<PersonKey, Marks> consumer) {
        index.forEach(consumer);
    }

    @Override
    public void close() {
        index.close();
        // Its memory is free once no look-up is inside, whoever still holds this.
        guard = new KeyGuard(0, 0);
    }

    private KeyGuard guard() {
        return new KeyGuard(
                Math.max(index.capacity(), index.size()), ThreadLocalRandom.current().nextLong());
    }
}
