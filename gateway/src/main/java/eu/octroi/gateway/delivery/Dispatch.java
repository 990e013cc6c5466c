// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.caps.CapLedger;
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
import java.time.Clock;
import java.time.Duration;
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

/**
 * The parts of delivery, put together: one event loop for the route and all its connections, two
 * threads that read the spool. Thread-safe.
 */
final class Dispatch implements Closeable {
    private static final int READERS = 2;

    /** More than the window of copies and the unsettled outcomes can ask for at once. */
    private static final int READS_WAITING_MAX = 4_096;

    private static final Duration MEMORY_WAIT = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Machine machine;
    private final CopyRows rows;
    private final Routes routes;
    private final Lifetime lifetime;
    private final Delays delays;
    private final QueueDesk desk;

    /**
     * What delivery works with.
     *
     * @param delays where is kept who was told of a delay
     */
    record Parts(
            Outbox outbox,
            RecipientPolicy policy,
            CapLedger caps,
            PersonKeys people,
            MessageIds ids,
            RandomGenerator random,
            DelayMark delays,
            TlsTrust tls) {}

    /**
     * What delivery runs on.
     *
     * @param readers may block
     * @param onLoop how people wait for the event loop
     * @param tls what connections are encrypted with
     * @param finder says where next hops are, where not as the settings say
     */
    record Machine(
            Transport transport,
            ExecutorService readers,
            ByteBufAllocator allocator,
            OnLoop onLoop,
            ClientTls tls,
            Optional<HopFinder> finder) {
        private static Machine open(ClientTls tls) {
            Transport transport = Transport.open("delivery");
            return new Machine(
                    transport,
                    Dispatch.readers(),
                    ByteBufAllocator.DEFAULT,
                    OnLoop.blocking(transport.loop()),
                    tls,
                    Optional.empty());
        }
    }

    /** Begins with an empty queue on this machine, which is closed with it. */
    Dispatch(
            Machine machine,
            Parts parts,
            DeliverySettings settings,
            String hostname,
            Measures measures) {
        this.machine = machine;
        EventLoop loop = machine.transport().loop();
        ExecutorService readers = machine.readers();
        this.lifetime =
                new Lifetime(
                        settings.prospectingExpireAfter(),
                        settings.expireAfter(),
                        measures.ticker(),
                        measures.clock());
        DeliveryMeters meters = measures.meters();
        Reporter reporter =
                new Reporter(parts.outbox(), readers, hostname, parts.ids(), measures.clock());
        this.rows = new CopyRows(parts.outbox());
        Settlement settlement =
                new Settlement(
                        reporter, parts.caps(), parts.people(), loop, this::enqueue, rows, meters);
        RouteMap map = new RouteMap(settings, hostname, parts.random());
        Shared shared =
                new Shared(
                        loop,
                        map.connector(machine.transport(), machine.tls(), meters),
                        new Loader(readers, loop, machine.allocator()),
                        settlement,
                        rows,
                        parts.policy(),
                        new RetrySchedule(settings.retryDelays(), parts.random()),
                        measures);
        var tools =
                new RouteMap.Tools(
                        machine.transport(),
                        machine.tls(),
                        readers,
                        parts.tls().policies(),
                        measures);
        HopFinder finder = machine.finder().orElseGet(() -> map.finder(tools));
        this.routes = new Routes(settlement, rows, map.directions(shared, finder));
        this.delays =
                new Delays(
                        new Delays.Parts(
                                loop, readers, rows, reporter, this::enqueue, parts.delays()),
                        settings.delayedAfter(),
                        lifetime,
                        measures);
        watch(meters, map.providerNames());
        meters.watchResumption(parts.outbox()::toCome);
        this.desk =
                desk(
                        parts.outbox(),
                        new QueueOrders.Parts(
                                machine.onLoop(),
                                routes,
                                rows,
                                settlement,
                                lifetime,
                                parts.random(),
                                meters),
                        measures);
    }

    private void watch(DeliveryMeters meters, List<String> providers) {
        meters.watch(
                providers,
                name -> routes.stats(name, name.equals(providers.getFirst())),
                routes::size);
        meters.watchMemory(rows::bytes);
    }

    private static QueueDesk desk(Outbox outbox, QueueOrders.Parts parts, Measures measures) {
        return new QueueDesk(
                new QueueLook(
                        parts.onLoop(),
                        parts.rows(),
                        parts.settlement()::ending,
                        measures.ticker(),
                        measures.clock()),
                new QueueOrders(parts, measures.ticker(), measures.clock()),
                outbox::toCome);
    }

    static Dispatch start(
            Parts parts,
            DeliverySettings settings,
            String hostname,
            Clock clock,
            MeterRegistry registry) {
        DeliveryMeters meters = new DeliveryMeters(registry);
        Machine machine = Machine.open(ClientTls.of(parts.tls().anchors(), meters.tls()));
        Measures measures = new Measures(clock, machine.transport().ticker(), meters);
        return new Dispatch(machine, parts, settings, hostname, measures);
    }

    /** Queues every open copy, or keeps it back if it is held; the message must be at hand. */
    void enqueue(QueuedMessage message) {
        resume(message, false);
    }

    /** The same; its copies may be where an attempt of an earlier process left them. */
    void resume(QueuedMessage message, boolean mayHaveArrived) {
        // Here and not on the loop: who came first is first in the queue.
        List<Newcomer> copies = Newcomer.of(message, lifetime, mayHaveArrived);
        machine.transport().loop().execute(() -> enqueue(copies));
    }

    /** Whatever waited before the start is queued: from now on delays can be told. */
    void resumed() {
        machine.onLoop().run(delays::start);
    }

    /** Returns once everything is queued that came before this call. */
    void awaitQueued() {
        machine.onLoop().run(() -> {});
    }

    private void enqueue(List<Newcomer> copies) {
        if (rows.reserve(copies.size())) {
            routes.enqueue(copies);
            return;
        }
        // They are in the spool. Outcomes make room, and without room no mail is taken.
        LOG.error("event=queue-without-memory copies={}", copies.size());
        var _ =
                machine.transport()
                        .loop()
                        .schedule(
                                () -> enqueue(copies),
                                MEMORY_WAIT.toMillis(),
                                TimeUnit.MILLISECONDS);
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
                        .thenComposeAsync(Routes::stop, machine.transport().loop());
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
        machine.transport()
                .loop()
                .submit(routes::abort)
                .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        machine.transport().close();
        machine.readers().shutdown();
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
