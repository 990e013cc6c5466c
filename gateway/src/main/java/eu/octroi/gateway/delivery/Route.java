// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Verdict;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

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
    private final Dismissal dismissal;
    private final Alarm alarm;
    private final RouteConnections connections = new RouteConnections();
    private volatile QueueStats stats = QueueStats.EMPTY;
    private Optional<Found.Never> never = Optional.empty();
    private boolean stopping;
    private boolean turning;
    private boolean again;

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
        this.dismissal = new Dismissal(queue, outcomes, shared.settlement());
        this.alarm = new Alarm(shared.loop(), this::pump);
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
        connections.stopAll();
    }

    /** Whether no copy is on the wire or on its way there. */
    boolean isQuiet() {
        return ahead.loading() == 0 && connections.busy() == 0;
    }

    /** The verdict now, for the connection that is about to write DATA. */
    Verdict judge(Payload payload) {
        return shared.policy().judge(payload.origin(), payload.transaction().to());
    }

    /** The connection can take a copy. */
    void idle(HopConnection connection) {
        if (connection.transactions() == 0) {
            connections.stood();
            health.opened();
            way.stood();
        }
        int messagesMax = limits.messagesPerConnectionMax();
        if (messagesMax > 0 && connection.transactions() >= messagesMax) {
            connection.stop();
        } else {
            connections.idle(connection);
        }
        pump();
        if (connections.isIdle(connection) && ahead.loaded() + ahead.loading() == 0) {
            shared.connections().idle(connection);
        }
    }

    /** The connection waited long enough and says QUIT: it takes no further copy. */
    void leaving(HopConnection connection) {
        connections.leaving(connection);
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
        if (!stopping && (!way.failed() || connections.standing() > 0)) {
            pause(why);
        }
    }

    private void pause(String why) {
        LOG.warn(
                "event=route-down destination={} standing={} why=\"{}\"",
                destination(),
                connections.standing(),
                why);
        health.failed(System.nanoTime(), connections.standing(), why);
    }

    /** The connection is gone; told at least once. */
    void closed(HopConnection connection) {
        if (connections.remove(connection)) {
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
                && connections.size() == 0
                && isQuiet()
                && ahead.loaded() == 0
                && !health.isPaused(System.nanoTime());
    }

    private void turn(long now) {
        queue.promote(now);
        boolean isDown = health.isPaused(now) && connections.standing() == 0;
        if (stopping) {
            connections.stopIdle();
            routes.checkQuiet();
        } else if (!shared.settlement().isBlocked()) {
            assign();
            open(now);
            refuse();
            if (!isDown) {
                ahead.fetch(limits.window(connections.size()));
            }
        }
        if (isDown) {
            ahead.putBack();
            dismissal.expire(now, health.trouble());
        }
        if (shared.settlement().isBlocked()) {
            routes.block(this);
        }
        publish();
        arm(now);
    }

    private void assign() {
        while (connections.idle() > 0 && ahead.loaded() > 0 && !shared.settlement().isBlocked()) {
            HopConnection connection = connections.takeIdle();
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
        if (dismissal.refuse(never.get())) {
            never = Optional.empty();
        } else if (!shared.settlement().isBlocked()) {
            shared.loop().execute(this::pump);
        }
    }

    /** Whether there are more copies than connections to take them. */
    private boolean isShort() {
        int wanted = ahead.loaded() + ahead.loading() + queue.ready() - connections.idle();
        return wanted > connections.size() - connections.standing();
    }

    private void connect(Hop hop, long now) {
        connections.add(shared.connector().open(this, hop, way.isPlain(now)));
    }

    private void publish() {
        stats =
                new QueueStats(
                        queue.ready(),
                        queue.deferred(),
                        connections.busy() + ahead.loaded() + ahead.loading(),
                        0,
                        connections.standing(),
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
        if (next != Long.MAX_VALUE) {
            alarm.set(now, next);
        }
    }
}
