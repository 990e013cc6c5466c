// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * Opens the connections of one route: where to, how many, and when not at all. Event-loop confined;
 * {@link #provider()} may be read from anywhere.
 */
final class Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

    private final Route route;
    private final Connector connector;
    private final Measures measures;
    private final Way way;
    private final Providers providers;
    private final RouteConnections connections;
    private final RouteHealth health;
    private volatile Provider provider;

    /** Before the first connection. */
    Opener(
            Route route,
            Shared shared,
            Way way,
            Providers providers,
            RouteConnections connections,
            RouteHealth health) {
        this.route = route;
        this.connector = shared.connector();
        this.measures = shared.measures();
        this.way = way;
        this.providers = providers;
        this.connections = connections;
        this.health = health;
        this.provider = providers.unknown();
    }

    /** Whose the destination is, as far as it is known. */
    Provider provider() {
        return provider;
    }

    /** Opens connections for {@code copies} that want one; tells if none will ever be taken. */
    Optional<Found.Never> open(long now, int copies) {
        while (isShort(copies) && connections.size() < health.allowed(now, connections.size())) {
            Optional<Found> found = way.found(now, route::pump);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            switch (found.get()) {
                case Found.Hops hops -> {
                    belong(hops);
                    if (provider.isPaused(route, now) || !provider.take(route)) {
                        return Optional.empty();
                    }
                    connections.add(
                            connector.open(route, provider, way.next(hops), way.isPlain(now)));
                }
                case Found.Later later -> pause(later.why());
                case Found.Never no -> {
                    return Optional.of(no);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether there are more copies than connections to take them. */
    private boolean isShort(int copies) {
        return copies - connections.idle() > connections.size() - connections.standing();
    }

    /** Whose the destination is can change with its exchangers; what is open stays theirs. */
    private void belong(Found.Hops hops) {
        Provider theirs = providers.of(provider, way.destination(), hops);
        if (!theirs.equals(provider)) {
            provider.forget(route);
            provider = theirs;
        }
    }

    /** A connection got as far as MAIL. */
    void stood() {
        connections.stood();
        health.opened(provider.profile().connectionsMax());
        way.stood();
    }

    void handshakeFailed() {
        way.handshakeFailed(measures.now());
    }

    /** The connection did not get as far as taking mail: another address may. */
    void failed(HopConnection connection, String why) {
        boolean paused = connection.provider().refused(why, measures.now());
        if (!paused && (!way.failed() || connections.standing() > 0)) {
            pause(why);
        }
    }

    private void pause(String why) {
        LOG.warn(
                "event=route-down destination={} standing={} why=\"{}\"",
                way.destination(),
                connections.standing(),
                why);
        health.failed(measures.now(), connections.standing(), why);
    }

    /** A person wants it tried now, whatever it last failed with. */
    void hasten() {
        health.hasten();
    }

    /** Whether no copy can go out now; the route is pumped once its provider wants mail again. */
    boolean isDown(long now) {
        return provider.isPaused(route, now)
                || (health.isPaused(now) && connections.standing() == 0);
    }

    /** Nanoseconds until a connection may be tried again; 0 when one may. */
    long pauseNanos(long now) {
        return health.pauseNanos(now);
    }

    /** Nanoseconds for which a route without work remembers how it got on. */
    long memoryNanos(long now) {
        return Math.max(pauseNanos(now), providers.memoryNanos(provider, now));
    }

    /** What stands in the way; empty while all is well. */
    String trouble(long now) {
        String asked = provider.trouble(now);
        return asked.isEmpty() ? health.trouble() : asked;
    }

    /** The route has nothing left to do. */
    void forget() {
        provider.forget(route);
    }
}
