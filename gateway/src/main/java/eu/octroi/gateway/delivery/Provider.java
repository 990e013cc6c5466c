// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.ProviderProfile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Who takes mail at the other end, and what all routes to it share (H-44): connections, messages a
 * minute, and pauses it asks for. After a pause one connection probes, and each message that is
 * taken doubles what is allowed. Who has no profile shares with nobody. Event-loop confined.
 */
final class Provider {
    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);

    private final ProviderProfile profile;
    private final ConnectionLimit all;
    private final ConnectionLimit own;
    private final Pace pace;
    private final ProviderPauses pauses;
    private final SequencedSet<Route> waiting = new LinkedHashSet<>();
    private final Alarm alarm;
    private final Measures measures;
    private final ProviderMeters meters;

    /**
     * Before any connection.
     *
     * @param all the connections of all providers together
     */
    Provider(ProviderProfile profile, ConnectionLimit all, Shared shared, ProviderMeters meters) {
        this.profile = profile;
        this.all = all;
        this.own = new ConnectionLimit(profile.connectionsMax());
        this.pace = new Pace(profile.messagesPerMinuteMax());
        this.pauses = new ProviderPauses(profile.pauses());
        this.measures = shared.measures();
        this.alarm = new Alarm(shared.loop(), this::wake);
        this.meters = meters;
    }

    ProviderProfile profile() {
        return profile;
    }

    ProviderMeters meters() {
        return meters;
    }

    /** Whether {@code route} may open a connection; else it is pumped once it may. */
    boolean take(Route route) {
        if (!own.take(route)) {
            return false;
        }
        if (all.take(route)) {
            return true;
        }
        own.giveBack();
        return false;
    }

    /** A connection that was taken is gone. */
    void release(HopConnection connection) {
        own.release(connection);
        all.release(connection);
    }

    /** The connection has nothing to do: it stays, unless another route wants its place. */
    void idle(HopConnection connection) {
        if (own.isWanted() || all.isWanted()) {
            connection.leave();
        } else {
            own.idle(connection);
            all.idle(connection);
        }
    }

    void busy(HopConnection connection) {
        own.busy(connection);
        all.busy(connection);
    }

    /** The route has nothing left to do. */
    void forget(Route route) {
        own.forget(route);
        all.forget(route);
        waiting.remove(route);
    }

    /** Whether a message may begin now; else {@code route} is pumped once it may. */
    boolean begin(Route route, long now) {
        if (isPaused(route, now) || pace.waitNanos(now) > 0) {
            await(route, now);
            return false;
        }
        pace.begin(now);
        return true;
    }

    /** Whether it wants nothing now; then {@code route} is pumped when the pause is over. */
    boolean isPaused(Route route, long now) {
        boolean paused = pauses.isOn(now);
        if (paused) {
            await(route, now);
        }
        return paused;
    }

    /** A reply that is no success, on any of its connections; whether it is paused now. */
    boolean refused(String reply, long now) {
        pauses.heard(reply, now).ifPresent(length -> pause(length, reply));
        return pauses.isOn(now);
    }

    private void pause(Duration length, String reply) {
        LOG.warn(
                "event=provider-paused provider={} pause_s={} reply=\"{}\"",
                profile.name(),
                length.toSeconds(),
                reply.replace('"', '\''));
        meters.paused();
        own.allow(1);
    }

    /** A message was taken. */
    void taken(long now) {
        pauses.taken(now);
        if (own.allowed() < profile.connectionsMax() && !pauses.isOn(now)) {
            own.allow(Math.min(profile.connectionsMax(), 2 * own.allowed()));
        }
    }

    /** What the reply said that began the pause; empty when there is none. */
    String trouble(long now) {
        return pauses.isOn(now) ? pauses.why() : "";
    }

    /** Nanoseconds until it may be forgotten: until then it is owed some restraint. */
    long memoryNanos(long now) {
        return Math.max(pauses.waitNanos(now), pace.memoryNanos(now));
    }

    private void await(Route route, long now) {
        waiting.add(route);
        alarm.set(now, waitNanos(now));
    }

    private long waitNanos(long now) {
        return Math.max(pauses.waitNanos(now), pace.waitNanos(now));
    }

    /** One after another, so that each gets its turn where messages are few. */
    private void wake() {
        long now = measures.now();
        for (int left = waiting.size(); left > 0 && !waiting.isEmpty(); left--) {
            if (waitNanos(now) > 0) {
                alarm.set(now, waitNanos(now));
                return;
            }
            waiting.removeFirst().pump();
        }
    }
}
