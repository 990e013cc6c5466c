// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A bounded queue whose producers, event loops among them, wait for no lock. Thread-safe. */
final class Intray<T> {
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int max;

    Intray(int max) {
        this.max = max;
    }

    /** False when full. */
    boolean offer(T work) {
        if (size.incrementAndGet() > max) {
            size.decrementAndGet();
            return false;
        }
        waiting.add(work);
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return size.get();
    }

    /** Moves up to {@code count} to the end of {@code target}. */
    void drainTo(List<? super T> target, int count) {
        for (int i = 0; i < count; i++) {
            T work = waiting.poll();
            if (work == null) {
                return;
            }
            size.decrementAndGet();
            target.add(work);
        }
    }
}
