// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads that read the spool, without threads: one task at a time, when told to. */
final class DrivenReaders extends AbstractExecutorService {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** Does one task; false when there is none. */
    boolean turn() {
        Runnable next = waiting.poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
