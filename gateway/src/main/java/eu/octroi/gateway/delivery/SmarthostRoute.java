// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.policy.RecipientPolicy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The way to the smarthost: takes copies from the queue, has them read a little ahead, and keeps
 * its connections busy. Everything but the reading happens on one event loop, so nothing here is
 * locked and no copy is handed between threads on its way out.
 *
 * <p>Policy is asked when a copy is taken and again through {@link #judge} in the turn that writes
 * DATA. Event-loop confined; {@link #stats()} may be read from anywhere.
 */
final class SmarthostRoute {
    /** Copies read in one hand-over to the reading threads. */
    private static final int BATCH = 8;

    /** Copies judged in one turn before other work of the loop gets its turn. */
    private static final int TAKEN_PER_TURN = 256;

    private static final Duration SPOOL_RETRY = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(SmarthostRoute.class);

    private final EventLoop loop;
    private final Connector connector;
    private final Loader loader;
    private final DeliveryQueue queue;
    private final Outcomes outcomes;
    private final Settlement settlement;
    private final RecipientPolicy policy;
    private final RouteHealth health;
    private final int messagesMax;
    private final int window;
    private final Set<SmarthostConnection> connections = new LinkedHashSet<>();
    private final Deque<SmarthostConnection> idle = new ArrayDeque<>();
    private final Deque<Payload> loaded = new ArrayDeque<>();
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private volatile QueueStats stats = QueueStats.EMPTY;
    private int loading;
    private int standing;
    private boolean stopping;
    private boolean turning;
    private boolean again;
    private long wakeAt;
    private long spoolRetryAt = System.nanoTime();
    private @Nullable Future<?> wake;

    SmarthostRoute(
            EventLoop loop,
            Connector connector,
            Loader loader,
            DeliveryQueue queue,
            Outcomes outcomes,
            Settlement settlement,
            RecipientPolicy policy,
            Limits limits) {
        this.loop = loop;
        this.connector = connector;
        this.loader = loader;
        this.queue = queue;
        this.outcomes = outcomes;
        this.settlement = settlement;
        this.policy = policy;
        this.health = limits.health();
        this.messagesMax = limits.messagesPerConnectionMax();
        this.window = Math.max(BATCH, 2 * limits.connectionsMax());
        settlement.onChange(this::pump);
    }

    /**
     * What the next hop is allowed to bear.
     *
     * @param messagesPerConnectionMax transactions on one connection; 0 means no limit
     */
    record Limits(RouteHealth health, int connectionsMax, int messagesPerConnectionMax) {}

    QueueStats stats() {
        return stats;
    }

    void enqueue(QueuedCopy copy) {
        queue.add(copy);
    }

    /** Takes no more copies; completes when nothing is on the wire and all outcomes are forced. */
    CompletableFuture<Void> stop() {
        stopping = true;
        loaded.forEach(payload -> payload.body().release());
        loaded.clear();
        pump();
        return quiet;
    }

    /** Ends every connection, whatever it is doing. */
    void abort() {
        stopping = true;
        List.copyOf(connections).forEach(SmarthostConnection::stop);
    }

    /** The verdict now, for the connection that is about to write DATA. */
    Verdict judge(Payload payload) {
        return policy.judge(payload.origin(), payload.transaction().to());
    }

    /** The connection can take a copy. */
    void idle(SmarthostConnection connection) {
        if (connection.transactions() == 0) {
            standing++;
            health.opened();
        }
        if (messagesMax > 0 && connection.transactions() >= messagesMax) {
            connection.stop();
        } else {
            idle.addLast(connection);
        }
        pump();
    }

    /** The connection waited long enough and says QUIT: it takes no further copy. */
    void leaving(SmarthostConnection connection) {
        idle.remove(connection);
    }

    void finished(Payload payload, AttemptResult result) {
        outcomes.finished(payload.copy(), result);
    }

    /** The connection did not get as far as taking mail. */
    void failed(SmarthostConnection connection, String why) {
        if (!stopping) {
            LOG.warn("event=route-down provider=smarthost standing={} why=\"{}\"", standing, why);
            health.failed(System.nanoTime(), standing, why);
        }
    }

    /** The connection is gone; told at least once. */
    void closed(SmarthostConnection connection) {
        if (connections.remove(connection)) {
            idle.remove(connection);
            if (connection.isStanding()) {
                standing--;
            }
            pump();
        }
    }

    /** Does whatever can be done now; called after everything that changes what that is. */
    void pump() {
        again = true;
        if (turning) {
            return;
        }
        turning = true;
        try {
            while (again) {
                again = false;
                turn(System.nanoTime());
            }
        } finally {
            turning = false;
        }
    }

    private void turn(long now) {
        queue.promote(now);
        if (stopping) {
            stopQuietly();
        } else if (!settlement.isBlocked()) {
            assign();
            open(now);
            fetch(now);
        }
        if (health.isPaused(now) && standing == 0) {
            unload();
            expire(now);
        }
        publish();
        arm(now);
    }

    private void assign() {
        while (!idle.isEmpty() && !loaded.isEmpty() && !settlement.isBlocked()) {
            // The connection used last is the least likely to have been hung up meanwhile.
            idle.removeLast().begin(loaded.removeFirst());
        }
    }

    private void open(long now) {
        int wanted = loaded.size() + loading + queue.ready() - idle.size();
        int opening = connections.size() - standing;
        while (wanted > opening && connections.size() < health.allowed(now, connections.size())) {
            connections.add(connector.open(this));
            opening++;
        }
    }

    /** Reads ahead, so that a connection that becomes free finds its next copy laid out. */
    private void fetch(long now) {
        int room = window - loaded.size() - loading;
        if (health.isPaused(now) && standing == 0) {
            return;
        }
        List<QueuedCopy> batch = new ArrayList<>(BATCH);
        for (int taken = 0; taken < TAKEN_PER_TURN && room > 0; taken++) {
            Optional<QueuedCopy> next = settlement.isBlocked() ? Optional.empty() : queue.poll();
            if (next.isEmpty()) {
                break;
            }
            if (mayBeTaken(next.get())) {
                batch.add(next.get());
                room--;
            }
            if (batch.size() == BATCH) {
                load(batch);
                batch = new ArrayList<>(BATCH);
            }
        }
        if (!batch.isEmpty()) {
            load(batch);
        }
        if (room > 0 && queue.ready() > 0 && !settlement.isBlocked()) {
            loop.execute(this::pump);
        }
    }

    private boolean mayBeTaken(QueuedCopy copy) {
        Acceptance acceptance = copy.message().acceptance();
        Verdict verdict =
                policy.judge(acceptance.origin(), acceptance.copies().get(copy.index()).to());
        if (!verdict.permitsDelivery()) {
            outcomes.withhold(copy, verdict);
        }
        return verdict.permitsDelivery();
    }

    private void load(List<QueuedCopy> batch) {
        loading += batch.size();
        loader.load(batch, this::loaded);
    }

    private void loaded(List<Loaded> batch) {
        loading -= batch.size();
        for (Loaded one : batch) {
            switch (one) {
                case Loaded.Ready ready -> ready(ready.payload());
                case Loaded.Skipped skipped -> queue.add(skipped.copy());
                case Loaded.Unreadable it -> outcomes.unreadable(it.copy(), it.why());
                case Loaded.Unsendable it -> outcomes.unsendable(it.copy(), it.why());
                case Loaded.Poison it -> outcomes.poison(it.copy(), it.why());
            }
        }
        pump();
    }

    private void ready(Payload payload) {
        if (stopping) {
            payload.body().release();
        } else {
            loaded.addLast(payload);
        }
    }

    /** Nobody will take these for a while: their memory is freed and their age is watched. */
    private void unload() {
        for (Payload payload : loaded) {
            payload.body().release();
            queue.add(payload.copy());
        }
        loaded.clear();
    }

    /** While nobody can be reached, copies whose time is over are not kept waiting for it. */
    private void expire(long now) {
        for (int ended = 0; ended < TAKEN_PER_TURN && !settlement.isBlocked(); ended++) {
            Optional<QueuedCopy> copy = queue.pollExpired(now);
            if (copy.isEmpty()) {
                return;
            }
            outcomes.expire(copy.get(), health.trouble());
        }
    }

    private void stopQuietly() {
        List.copyOf(idle).forEach(SmarthostConnection::stop);
        idle.clear();
        boolean busy = connections.stream().anyMatch(SmarthostConnection::isBusy);
        if (!busy && loading == 0 && settlement.pending() == 0) {
            List.copyOf(connections).forEach(SmarthostConnection::stop);
            quiet.complete(null);
        }
    }

    private void publish() {
        int busy = 0;
        for (SmarthostConnection connection : connections) {
            busy += connection.isBusy() ? 1 : 0;
        }
        stats =
                new QueueStats(
                        queue.ready(),
                        queue.deferred(),
                        busy + loaded.size() + loading,
                        settlement.unsettled(),
                        standing,
                        queue.oldestReady()
                                .map(c -> c.message().id().timeMillis())
                                .map(Instant::ofEpochMilli),
                        settlement.isSick() ? "the spool records no outcomes" : health.trouble());
    }

    /** One timer, for whatever comes next by itself. */
    private void arm(long now) {
        OptionalLong due = queue.nextDue();
        long next = due.isPresent() ? Math.max(0, due.getAsLong() - now) : Long.MAX_VALUE;
        if (health.isPaused(now)) {
            next = Math.min(next, health.pauseNanos(now));
        }
        if (settlement.hasFailed()) {
            next = Math.min(next, SPOOL_RETRY.toNanos());
        }
        if (next != Long.MAX_VALUE && (wake == null || now + next - wakeAt < 0)) {
            if (wake != null) {
                wake.cancel(false);
            }
            wakeAt = now + next;
            wake = loop.schedule(this::wake, next, TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        wake = null;
        long now = System.nanoTime();
        if (settlement.hasFailed() && now - spoolRetryAt >= 0) {
            spoolRetryAt = now + SPOOL_RETRY.toNanos();
            settlement.retry();
        }
        pump();
    }
}
