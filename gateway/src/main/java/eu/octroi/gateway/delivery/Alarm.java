// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/** One timer on an event loop: of all times it is set to, the soonest counts. Loop confined. */
final class Alarm {
    private final EventLoop loop;
    private final Runnable sound;
    private long at;
    private @Nullable Future<?> pending;

    Alarm(EventLoop loop, Runnable sound) {
        this.loop = loop;
        this.sound = sound;
    }

    /** Sounds in {@code nanos} from {@code now} (nanoseconds of the ticker) at the latest. */
    void set(long now, long nanos) {
        if (pending != null && now + nanos - at >= 0) {
            return;
        }
        if (pending != null) {
            pending.cancel(false);
        }
        at = now + nanos;
        pending = loop.schedule(this::sound, nanos, TimeUnit.NANOSECONDS);
    }

    private void sound() {
        pending = null;
        sound.run();
    }
}
