// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Verdict;

import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The way to one destination: its queue, its connections, and how well it stands. It takes copies
 * from the queue, has them read a little ahead, and keeps its connections busy.
 *
 * <p>Policy is asked when a copy is taken and again through {@link #judge} in the turn that writes
 * DATA. Event-loop confined; {@link #stats()} may be read from anywhere.
 */
final class Route {
    private static final Logger LOG = LoggerFactory.getLogger(Route.class);

    private final Shared shared;
    private final Routes routes;
    private final Way way;
    private final DeliveryQueue queue = new DeliveryQueue();
    private final Outcomes outcomes;
    private final ReadAhead ahead;
    private final RouteHealth health;
    private final Limits limits;
    private final Set<HopConnection> connections = new LinkedHashSet<>();
    private final Deque<HopConnection> idle = new ArrayDeque<>();
    private volatile QueueStats stats = QueueStats.EMPTY;
    private Optional<Found.Never> never = Optional.empty();
    private int standing;
    private boolean stopping;
    private boolean turning;
    private boolean again;
    private long wakeAt;
    private @Nullable Future<?> wake;

    Route(Shared shared, Routes routes, Way way, Limits limits) {
        this.shared = shared;
        this.routes = routes;
        this.way = way;
        this.limits = limits;
        this.health =
                new RouteHealth(
                        limits.connectionsMax(),
                        limits.lone()
                                ? RouteHealth.briefPauses(shared.schedule())
                                : shared.schedule()::afterNanos);
        this.outcomes =
                new Outcomes(
                        queue,
                        shared.settlement(),
                        shared.schedule(),
                        System::nanoTime,
                        shared.measures().clock(),
                        shared.measures().meters());
        this.ahead = new ReadAhead(shared, queue, outcomes, this::pump);
    }

    /**
     * What the next hop is allowed to bear.
     *
     * @param messagesPerConnectionMax transactions on one connection; 0 means no limit
     * @param lone whether everything goes here: then it is read ahead before there is a connection,
     *     pauses are short, and the route stays when its queue is empty
     */
    record Limits(int connectionsMax, int messagesPerConnectionMax, boolean lone) {
        /** Copies laid out or being read while so many connections are open or opening. */
        int window(int connections) {
            return lone ? Math.max(ReadAhead.BATCH, 2 * connectionsMax) : 2 * connections;
        }
    }

    String destination() {
        return way.destination();
    }

    QueueStats stats() {
        return stats;
    }

    void enqueue(QueuedCopy copy) {
        queue.add(copy);
    }

    /** Takes no more copies; what is on the wire goes on. */
    void stop() {
        stopping = true;
        ahead.stop();
        pump();
    }

    /** Ends every connection, whatever it is doing. */
    void abort() {
        stopping = true;
        List.copyOf(connections).forEach(HopConnection::stop);
    }

    /** Whether no copy is on the wire or on its way there. */
    boolean isQuiet() {
        return ahead.loading() == 0 && connections.stream().noneMatch(HopConnection::isBusy);
    }

    /** The verdict now, for the connection that is about to write DATA. */
    Verdict judge(Payload payload) {
        return shared.policy().judge(payload.origin(), payload.transaction().to());
    }

    /** The connection can take a copy. */
    void idle(HopConnection connection) {
        if (connection.transactions() == 0) {
            standing++;
            health.opened();
            way.stood();
        }
        int messagesMax = limits.messagesPerConnectionMax();
        if (messagesMax > 0 && connection.transactions() >= messagesMax) {
            connection.stop();
        } else {
            idle.addLast(connection);
        }
        pump();
        if (idle.contains(connection) && ahead.loaded() + ahead.loading() == 0) {
            shared.connections().idle(connection);
        }
    }

    /** The connection waited long enough and says QUIT: it takes no further copy. */
    void leaving(HopConnection connection) {
        idle.remove(connection);
        shared.connections().busy(connection);
    }

    void finished(Payload payload, AttemptResult result) {
        outcomes.finished(payload.copy(), result);
    }

    void handshakeFailed() {
        way.handshakeFailed(System.nanoTime());
    }

    /** The connection did not get as far as taking mail: another address may. */
    void failed(String why) {
        if (!stopping && (!way.failed() || standing > 0)) {
            pause(why);
        }
    }

    private void pause(String why) {
        LOG.warn(
                "event=route-down destination={} standing={} why=\"{}\"",
                destination(),
                standing,
                why);
        health.failed(System.nanoTime(), standing, why);
    }

    /** The connection is gone; told at least once. */
    void closed(HopConnection connection) {
        if (connections.remove(connection)) {
            idle.remove(connection);
            if (connection.isStanding()) {
                standing--;
            }
            shared.connections().release(connection);
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
        if (!limits.lone() && isDone()) {
            shared.connections().forget(this);
            routes.drop(this);
        }
    }

    /** Whether nothing is left to do, and nothing to be remembered. */
    private boolean isDone() {
        return queue.isEmpty()
                && connections.isEmpty()
                && isQuiet()
                && ahead.loaded() == 0
                && !health.isPaused(System.nanoTime());
    }

    private void turn(long now) {
        queue.promote(now);
        boolean isDown = health.isPaused(now) && standing == 0;
        if (stopping) {
            stopQuietly();
        } else if (shared.settlement().isBlocked()) {
            routes.block(this);
        } else {
            assign();
            open(now);
            refuse();
            if (!isDown) {
                ahead.fetch(limits.window(connections.size()));
            }
        }
        if (isDown) {
            ahead.putBack();
            expire(now);
        }
        publish();
        arm(now);
    }

    private void assign() {
        while (!idle.isEmpty() && ahead.loaded() > 0) {
            if (shared.settlement().isBlocked()) {
                routes.block(this);
                return;
            }
            // The connection used last is the least likely to have been hung up meanwhile.
            HopConnection connection = idle.removeLast();
            shared.connections().busy(connection);
            connection.begin(ahead.take());
        }
    }

    private void open(long now) {
        while (never.isEmpty()
                && isShort()
                && connections.size() < health.allowed(now, connections.size())) {
            Optional<Found> found = way.found(now, this::pump);
            if (found.isEmpty()) {
                return;
            }
            switch (found.get()) {
                case Found.Hops hops -> {
                    if (!shared.connections().take(this)) {
                        return;
                    }
                    connect(way.next(hops), now);
                }
                case Found.Later later -> pause(later.why());
                case Found.Never no -> {
                    never = Optional.of(no);
                    return;
                }
            }
        }
    }

    /** Ends what waits for a destination that takes no mail. */
    private void refuse() {
        if (never.isEmpty()) {
            return;
        }
        ahead.putBack();
        for (int ended = 0; ended < ReadAhead.TAKEN_PER_TURN; ended++) {
            if (shared.settlement().isBlocked()) {
                routes.block(this);
                return;
            }
            Optional<QueuedCopy> copy = queue.poll();
            if (copy.isEmpty()) {
                never = Optional.empty();
                return;
            }
            outcomes.refuse(copy.get(), never.get());
        }
        shared.loop().execute(this::pump);
    }

    /** Whether there are more copies than connections to take them. */
    private boolean isShort() {
        int wanted = ahead.loaded() + ahead.loading() + queue.ready() - idle.size();
        return wanted > connections.size() - standing;
    }

    private void connect(Hop hop, long now) {
        connections.add(shared.connector().open(this, hop, way.isPlain(now)));
    }

    /** While nobody can be reached, copies whose time is over are not kept waiting for it. */
    private void expire(long now) {
        for (int ended = 0; ended < ReadAhead.TAKEN_PER_TURN; ended++) {
            if (shared.settlement().isBlocked()) {
                routes.block(this);
                return;
            }
            Optional<QueuedCopy> copy = queue.pollExpired(now);
            if (copy.isEmpty()) {
                return;
            }
            outcomes.expire(copy.get(), health.trouble());
        }
    }

    private void stopQuietly() {
        List.copyOf(idle).forEach(HopConnection::stop);
        idle.clear();
        routes.checkQuiet();
    }

    private void publish() {
        int busy = 0;
        for (HopConnection connection : connections) {
            busy += connection.isBusy() ? 1 : 0;
        }
        stats =
                new QueueStats(
                        queue.ready(),
                        queue.deferred(),
                        busy + ahead.loaded() + ahead.loading(),
                        0,
                        standing,
                        queue.oldestReady()
                                .map(c -> c.message().id().timeMillis())
                                .map(Instant::ofEpochMilli),
                        trouble());
    }

    private String trouble() {
        String why = health.trouble();
        return why.isEmpty() || limits.lone() ? why : destination() + ": " + why;
    }

    /** One timer, for whatever comes next by itself. */
    private void arm(long now) {
        OptionalLong due = queue.nextDue();
        long next = due.isPresent() ? Math.max(0, due.getAsLong() - now) : Long.MAX_VALUE;
        if (health.isPaused(now)) {
            next = Math.min(next, health.pauseNanos(now));
        }
        if (next != Long.MAX_VALUE && (wake == null || now + next - wakeAt < 0)) {
            if (wake != null) {
                wake.cancel(false);
            }
            wakeAt = now + next;
            wake = shared.loop().schedule(this::wake, next, TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        wake = null;
        pump();
    }
}
