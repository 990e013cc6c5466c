// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Verdict;

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
    private final Shared shared;
    private final Routes routes;
    private final Way way;
    private final int number;
    private final DeliveryQueue queue;
    private final Outcomes outcomes;
    private final ReadAhead ahead;
    private final Opener opener;
    private final boolean lone;
    private final RouteView view;
    private final Dismissal dismissal;
    private final Alarm alarm;
    private final RouteConnections connections = new RouteConnections();
    private volatile QueueStats stats = QueueStats.EMPTY;
    private Optional<Found.Never> never = Optional.empty();
    private boolean stopping;
    private boolean turning;
    private boolean again;

    /**
     * Without copies and connections.
     *
     * @param lone whether everything goes here: then it is read ahead before there is a connection,
     *     pauses are short, and the route stays when its queue is empty
     */
    Route(Shared shared, Routes routes, Way way, Providers providers, boolean lone) {
        this.shared = shared;
        this.routes = routes;
        this.way = way;
        this.lone = lone;
        this.number = routes.nextNumber();
        this.queue = new DeliveryQueue(shared.rows(), number);
        RouteHealth health =
                new RouteHealth(
                        lone
                                ? RouteHealth.briefPauses(shared.schedule())
                                : shared.schedule()::afterNanos);
        this.opener = new Opener(this, shared, way, providers, connections, health);
        this.outcomes =
                new Outcomes(
                        queue,
                        shared.settlement(),
                        shared.schedule(),
                        shared.measures().ticker(),
                        shared.measures().clock(),
                        shared.measures().meters());
        this.ahead = new ReadAhead(shared, queue, outcomes, this::pump);
        this.view = new RouteView(queue, ahead, connections);
        this.dismissal = new Dismissal(queue, outcomes, shared.settlement());
        this.alarm = new Alarm(shared.loop(), this::pump);
    }

    /** A label of metrics; from any thread. */
    String providerName() {
        return opener.provider().profile().name();
    }

    String destination() {
        return way.destination();
    }

    QueueStats stats() {
        return stats;
    }

    /** Its name in the rows of its copies. */
    int number() {
        return number;
    }

    DeliveryQueue queue() {
        return queue;
    }

    /** A person wants it tried now, whatever it last failed with. */
    void hasten() {
        opener.hasten();
        pump();
    }

    /** Lays what is laid out back into the queue, so that it can be taken out there. */
    void putBack() {
        ahead.putBack();
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
            opener.stood();
        }
        int messagesMax = connection.provider().profile().messagesPerConnectionMax();
        if (messagesMax > 0 && connection.transactions() >= messagesMax) {
            connection.stop();
        } else {
            connections.idle(connection);
        }
        pump();
        if (connections.isIdle(connection) && ahead.loaded() + ahead.loading() == 0) {
            connection.provider().idle(connection);
        }
    }

    /** The connection waited long enough and says QUIT: it takes no further copy. */
    void leaving(HopConnection connection) {
        connections.leaving(connection);
        connection.provider().busy(connection);
    }

    void finished(HopConnection connection, Payload payload, AttemptResult result) {
        Provider theirs = connection.provider();
        outcomes.finished(payload.copy(), result, theirs.meters());
        switch (result) {
            case AttemptResult.Delivered _ -> theirs.taken(shared.measures().now());
            case AttemptResult.Deferred no ->
                    theirs.refused(no.response(), shared.measures().now());
            case AttemptResult.Bounced _, AttemptResult.Unknown _, AttemptResult.Withheld _ -> {}
        }
    }

    void handshakeFailed() {
        opener.handshakeFailed();
    }

    /** The connection did not get as far as taking mail. */
    void failed(HopConnection connection, String why) {
        if (!stopping) {
            opener.failed(connection, why);
        }
    }

    /** The connection is gone; told at least once. */
    void closed(HopConnection connection) {
        if (connections.remove(connection)) {
            connection.provider().release(connection);
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
                turn(shared.measures().now());
            }
        } finally {
            turning = false;
        }
        if (!lone && isDone()) {
            opener.forget();
            routes.drop(this);
        }
    }

    /** Whether nothing is left to do, and nothing to be remembered. */
    private boolean isDone() {
        return queue.isEmpty()
                && connections.size() == 0
                && isQuiet()
                && ahead.loaded() == 0
                && opener.memoryNanos(shared.measures().now()) == 0;
    }

    private void turn(long now) {
        queue.promote(now);
        boolean isDown = opener.isDown(now);
        if (stopping || isDown) {
            connections.stopIdle();
        }
        if (stopping) {
            routes.checkQuiet();
        } else if (!shared.settlement().isBlocked()) {
            assign(now);
            if (never.isEmpty()) {
                never = opener.open(now, ahead.loaded() + ahead.loading() + queue.ready());
            }
            refuse();
            if (!isDown) {
                ahead.fetch(window());
            }
        }
        if (isDown) {
            ahead.putBack();
            dismissal.expire(now, opener.trouble(now));
        }
        if (shared.settlement().isBlocked()) {
            routes.block(this);
        }
        publish(now);
        arm(now, isDown);
    }

    private void assign(long now) {
        while (connections.idle() > 0
                && ahead.loaded() > 0
                && !shared.settlement().isBlocked()
                && opener.provider().begin(this, now)) {
            HopConnection connection = connections.takeIdle();
            connection.provider().busy(connection);
            connection.begin(ahead.take());
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

    /** Copies laid out or being read at once. */
    private int window() {
        return lone
                ? Math.max(ReadAhead.BATCH, 2 * opener.provider().profile().connectionsMax())
                : 2 * connections.size();
    }

    private void publish(long now) {
        stats = view.stats(trouble(opener.trouble(now)));
    }

    private String trouble(String why) {
        return why.isEmpty() || lone ? why : destination() + ": " + why;
    }

    /** One timer, for whatever comes next by itself. */
    private void arm(long now, boolean isDown) {
        OptionalLong due = queue.nextDue();
        long next = due.isPresent() ? Math.max(0, due.getAsLong() - now) : Long.MAX_VALUE;
        long pause = queue.isEmpty() ? opener.memoryNanos(now) : opener.pauseNanos(now);
        if (pause > 0) {
            next = Math.min(next, pause);
        }
        if (isDown && queue.ready() > 0 && !shared.settlement().isBlocked()) {
            long expiry = queue.nextExpiry().orElseThrow();
            next = Math.min(next, Math.max(0, expiry - now));
        }
        if (next != Long.MAX_VALUE) {
            alarm.set(now, next);
        }
    }
}
