// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.DeliverySettings;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

import javax.net.ssl.TrustManagerFactory;

/**
 * The parts of delivery, put together: one event loop for the route and all its connections, two
 * threads that read the spool. Thread-safe.
 */
final class Dispatch implements Closeable {
    private static final int READERS = 2;

    /** More than the window of copies and the unsettled outcomes can ask for at once. */
    private static final int READS_WAITING_MAX = 4_096;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Transport transport;
    private final ExecutorService readers;
    private final Routes routes;
    private final Lifetime lifetime;
    private final QueueDesk desk;

    /**
     * What delivery works with.
     *
     * @param state directory for what delivery remembers beside the spool
     * @param anchors the authorities TLS believes; empty: those of the Java runtime
     */
    record Parts(
            Outbox outbox,
            RecipientPolicy policy,
            PersonKeys people,
            MessageIds ids,
            RandomGenerator random,
            Path state,
            Optional<TrustManagerFactory> anchors) {}

    private Dispatch(
            Parts parts,
            DeliverySettings settings,
            String hostname,
            Clock clock,
            MeterRegistry meterRegistry) {
        this.lifetime = new Lifetime(settings.expireAfter(), System::nanoTime, clock);
        this.transport = Transport.open("delivery");
        this.readers = readers();
        DeliveryMeters meters = new DeliveryMeters(meterRegistry);
        Reporter reporter = new Reporter(parts.outbox(), readers, hostname, parts.ids(), clock);
        EventLoop loop = transport.loop();
        Settlement settlement =
                new Settlement(reporter, parts.people(), loop, this::enqueue, meters);
        RouteMap map = new RouteMap(settings, hostname, parts.random());
        ClientTls tls = ClientTls.of(parts.anchors(), meters.tls());
        Shared shared =
                new Shared(
                        loop,
                        map.connector(transport, tls, meters),
                        new Loader(readers, loop, ByteBufAllocator.DEFAULT),
                        settlement,
                        parts.policy(),
                        new RetrySchedule(settings.retryDelays(), parts.random()),
                        new Measures(clock, meters));
        var tools = new RouteMap.Tools(transport, tls, readers, parts.state());
        this.routes = new Routes(settlement, map.directions(shared, tools));
        List<String> providers = map.providerNames();
        Delays delays =
                new Delays(
                        new Delays.Parts(
                                loop,
                                readers,
                                routes,
                                reporter,
                                this::enqueue,
                                new DelayMark(parts.state().resolve("told-of-delays"))),
                        settings.delayedAfter(),
                        settings.expireAfter(),
                        shared.measures());
        delays.start();
        meters.watch(
                providers,
                name -> routes.stats(name, name.equals(providers.getFirst())),
                routes::size);
        this.desk =
                desk(
                        new QueueOrders.Parts(
                                loop, routes, settlement, lifetime, parts.random(), meters),
                        clock);
    }

    private static QueueDesk desk(QueueOrders.Parts parts, Clock clock) {
        return new QueueDesk(
                new QueueLook(parts.loop(), parts.routes(), System::nanoTime, clock),
                new QueueOrders(parts, System::nanoTime, clock));
    }

    static Dispatch start(
            Parts parts,
            DeliverySettings settings,
            String hostname,
            Clock clock,
            MeterRegistry meters) {
        return new Dispatch(parts, settings, hostname, clock, meters);
    }

    /** Queues every open copy, or keeps it back if it is held; from any thread. */
    void enqueue(QueuedMessage message) {
        Acceptance acceptance = message.acceptance();
        long expiresAt = lifetime.endsAt(acceptance.acceptedAt());
        transport.loop().execute(() -> enqueue(message, acceptance, expiresAt));
    }

    private void enqueue(QueuedMessage message, Acceptance acceptance, long expiresAt) {
        List<QueuedCopy> open = new ArrayList<>();
        for (int index = 0; index < acceptance.copies().size(); index++) {
            if (!message.isOpen(index)) {
                continue;
            }
            long ends = expiresAt + message.heldBefore(index).toNanos();
            QueuedCopy copy = new QueuedCopy(message, index, ends);
            if (message.hold(index).isPresent()) {
                routes.hold(copy);
            } else {
                open.add(copy);
            }
        }
        routes.enqueue(acceptance, open);
    }

    /** Where people look at the queue and give orders about it. */
    QueueDesk desk() {
        return desk;
    }

    QueueStats stats() {
        return routes.stats();
    }

    void drain(Duration atMost) {
        CompletableFuture<Void> quiet =
                CompletableFuture.completedFuture(routes)
                        .thenComposeAsync(Routes::stop, transport.loop());
        try {
            quiet.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException busy) {
            LOG.warn(
                    "event=drain-gave-up after_s={} in_flight={}",
                    atMost.toSeconds(),
                    stats().inFlight());
        } catch (ExecutionException failed) {
            throw new IllegalStateException("drain failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        transport.loop().submit(routes::abort).awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        transport.close();
        readers.shutdown();
    }

    private static ExecutorService readers() {
        return new ThreadPoolExecutor(
                READERS,
                READERS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(READS_WAITING_MAX),
                new DefaultThreadFactory("delivery-read", true));
    }
}
