// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.channel.EventLoop;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Has something done on the event loop and waits for it. */
final class OnLoop {
    private OnLoop() {}

    /** Throws {@link DeliveryException} when delivery stops meanwhile. */
    static <T> T call(EventLoop loop, Callable<T> what) {
        try {
            return await(loop.submit(what));
        } catch (RejectedExecutionException stopped) {
            throw new DeliveryException("delivery is stopping", stopped);
        }
    }

    static void run(EventLoop loop, Runnable what) {
        call(
                loop,
                () -> {
                    what.run();
                    return true;
                });
    }

    static <T> T await(Future<T> future) {
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
