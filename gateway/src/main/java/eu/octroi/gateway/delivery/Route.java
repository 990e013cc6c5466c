// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Verdict;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

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
    private final Providers providers;
    private final boolean lone;
    private final Dismissal dismissal;
    private final Alarm alarm;
    private final RouteConnections connections = new RouteConnections();
    private volatile QueueStats stats = QueueStats.EMPTY;
    private volatile Provider provider;
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
        this.providers = providers;
        this.provider = providers.unknown();
        this.lone = lone;
        this.health =
                new RouteHealth(
                        lone
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

    /** A label of metrics; from any thread. */
    String providerName() {
        return provider.profile().name();
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

    /** Adds the copies here that fit, wherever they are. */
    void find(Predicate<QueuedCopy> fits, List<QueuedCopy> found) {
        queue.find(fits, found);
        ahead.find(fits, found);
        connections.find(fits, found);
    }

    void defer(QueuedCopy copy, long due) {
        queue.defer(copy, due);
    }

    /** A person wants it tried now, whatever it last failed with. */
    void hasten() {
        health.hasten();
        pump();
    }

    /** Adds every copy on this route to {@code seen}. */
    void look(List<Seen> seen) {
        Optional<Route> here = Optional.of(this);
        queue.look(here, seen);
        ahead.look(here, seen);
        List<QueuedCopy> onTheWire = new ArrayList<>();
        connections.find(_ -> true, onTheWire);
        onTheWire.forEach(copy -> seen.add(new Seen(copy, CopyState.IN_FLIGHT, 0, here)));
    }

    /** Takes out those of the copies that are not on their way. */
    List<Seen> withdraw(Set<QueuedCopy> wanted) {
        ahead.putBack();
        List<Seen> taken = queue.withdraw(Optional.of(this), wanted);
        pump();
        return taken;
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
            health.opened(provider.profile().connectionsMax());
            way.stood();
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
            case AttemptResult.Delivered _ -> theirs.taken(System.nanoTime());
            case AttemptResult.Deferred no -> theirs.refused(no.response(), System.nanoTime());
            case AttemptResult.Bounced _, AttemptResult.Unknown _, AttemptResult.Withheld _ -> {}
        }
    }

    void handshakeFailed() {
        way.handshakeFailed(System.nanoTime());
    }

    /** The connection did not get as far as taking mail: another address may. */
    void failed(HopConnection connection, String why) {
        boolean paused = connection.provider().refused(why, System.nanoTime());
        if (!paused && !stopping && (!way.failed() || connections.standing() > 0)) {
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
                turn(System.nanoTime());
            }
        } finally {
            turning = false;
        }
        if (!lone && isDone()) {
            provider.forget(this);
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
        boolean isDown =
                provider.isPaused(this, now)
                        || (health.isPaused(now) && connections.standing() == 0);
        if (stopping || isDown) {
            connections.stopIdle();
        }
        if (stopping) {
            routes.checkQuiet();
        } else if (!shared.settlement().isBlocked()) {
            assign(now);
            open(now);
            refuse();
            if (!isDown) {
                ahead.fetch(window());
            }
        }
        if (isDown) {
            ahead.putBack();
            dismissal.expire(now, why(now));
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
                && provider.begin(this, now)) {
            HopConnection connection = connections.takeIdle();
            connection.provider().busy(connection);
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
                    belong(hops);
                    if (provider.isPaused(this, now) || !provider.take(this)) {
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

    /** Whose the destination is can change with its exchangers; what is open stays theirs. */
    private void belong(Found.Hops hops) {
        Provider theirs = providers.of(provider, destination(), hops);
        if (!theirs.equals(provider)) {
            provider.forget(this);
            provider = theirs;
        }
    }

    /** Whether there are more copies than connections to take them. */
    private boolean isShort() {
        int wanted = ahead.loaded() + ahead.loading() + queue.ready() - connections.idle();
        return wanted > connections.size() - connections.standing();
    }

    /** Copies laid out or being read at once. */
    private int window() {
        return lone
                ? Math.max(ReadAhead.BATCH, 2 * provider.profile().connectionsMax())
                : 2 * connections.size();
    }

    private void connect(Hop hop, long now) {
        connections.add(shared.connector().open(this, provider, hop, way.isPlain(now)));
    }

    private void publish(long now) {
        stats =
                new QueueStats(
                        queue.ready(),
                        queue.deferred(),
                        0,
                        connections.busy() + ahead.loaded() + ahead.loading(),
                        0,
                        connections.standing(),
                        queue.oldestReady()
                                .map(c -> c.message().id().timeMillis())
                                .map(Instant::ofEpochMilli),
                        trouble(why(now)));
    }

    private String why(long now) {
        String asked = provider.trouble(now);
        return asked.isEmpty() ? health.trouble() : asked;
    }

    private String trouble(String why) {
        return why.isEmpty() || lone ? why : destination() + ": " + why;
    }

    /** One timer, for whatever comes next by itself. */
    private void arm(long now, boolean isDown) {
        OptionalLong due = queue.nextDue();
        long next = due.isPresent() ? Math.max(0, due.getAsLong() - now) : Long.MAX_VALUE;
        if (health.isPaused(now)) {
            next = Math.min(next, health.pauseNanos(now));
        }
        if (isDown && queue.ready() > 0 && !shared.settlement().isBlocked()) {
            long expiry = queue.oldestReady().orElseThrow().expiresAt();
            next = Math.min(next, Math.max(0, expiry - now));
        }
        if (next != Long.MAX_VALUE) {
            alarm.set(now, next);
        }
    }
}
