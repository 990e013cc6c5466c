// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.Ticker;

import java.util.concurrent.TimeUnit;

/** An event loop that runs when it is told to, by whatever time it is given. */
final class DrivenLoop extends ManualIoEventLoop {
    private final Wire wire;

    /**
     * On the calling thread.
     *
     * @param wire sees what passes through the channels of this loop
     */
    DrivenLoop(Ticker ticker, Wire wire) {
        super(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /** Does what is due; whether that was anything. */
    boolean turn() {
        return runNow(TimeUnit.DAYS.toNanos(1)) > 0;
    }

    /** Nanoseconds until its next timer; -1 without one. */
    long nextTimer() {
        return nextScheduledTaskNano();
    }
}
