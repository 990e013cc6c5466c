// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.channel.EventLoop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has something done on the event loop, for a thread that may wait for it. Thread-safe.
 *
 * @param waiting returns once it is given a future that is done
 */
record OnLoop(EventLoop loop, Consumer<CompletableFuture<?>> waiting) {
    /** For threads of their own. */
    static OnLoop blocking(EventLoop loop) {
        return new OnLoop(loop, future -> await(future));
    }

    /** Throws {@link DeliveryException} when delivery stops meanwhile. */
    <T> T call(Callable<T> what) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            loop.execute(() -> call(what, done));
        } catch (RejectedExecutionException stopped) {
            throw new DeliveryException("delivery is stopping", stopped);
        }
        return result(done);
    }

    /** After whatever was asked for before; nobody waits. */
    void later(Runnable what) {
        loop.execute(what);
    }

    void run(Runnable what) {
        call(
                () -> {
                    what.run();
                    return true;
                });
    }

    /** What it completes with, once it does. */
    <T> T result(CompletableFuture<T> future) {
        waiting.accept(future);
        return await(future);
    }

    /** The same, or {@code otherwise} after so long. */
    <T> T result(CompletableFuture<T> future, T otherwise, long millis) {
        try {
            var timer =
                    loop.schedule(() -> future.complete(otherwise), millis, TimeUnit.MILLISECONDS);
            T result = result(future);
            timer.cancel(false);
            return result;
        } catch (RejectedExecutionException stopped) {
            throw new DeliveryException("delivery is stopping", stopped);
        }
    }

    private static <T> void call(Callable<T> what, CompletableFuture<T> done) {
        try {
            done.complete(what.call());
        } catch (Exception failed) {
            done.completeExceptionally(failed);
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new DeliveryException("the order met a fault", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeliveryException("interrupted", interrupted);
        }
    }
}
