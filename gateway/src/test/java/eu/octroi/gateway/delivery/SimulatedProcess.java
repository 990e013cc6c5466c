// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.caps.NoCaps;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.spool.DrivenSpool;
import eu.octroi.gateway.spool.FaultyFiles;
import eu.octroi.gateway.spool.Spooled;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioDatagramChannel;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Spool and delivery of one process, from its start until it is killed, in turns. Confined to one
 * thread.
 */
final class SimulatedProcess implements Wire {
    private static final int LEDGER_BATCH = 20;
    private static final int WAITING_MAX = 1_000;

    /** Its memory is not the collector's to free, and nothing here is encrypted. */
    private static final ClientTls TLS =
            ClientTls.of(Optional.empty(), new TlsMeters(new SimpleMeterRegistry()));

    private final World world;
    private final FaultyFiles disk;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final DrivenLoop loop;
    private final DrivenReaders readers = new DrivenReaders();
    private final DrivenSpool spool;
    private final SpoolOutbox outbox;
    private final Dispatch dispatch;
    private final Map<Channel, SocketAddress> connected = new HashMap<>();
    private final Map<Channel, String> recipients = new HashMap<>();
    private final Map<SocketAddress, Deque<Long>> begun = new HashMap<>();
    private final List<Spooled> messages = new ArrayList<>();

    /**
     * What a process finds in the world, and leaves behind.
     *
     * @param hops where a connection to an address goes
     * @param waiting for what a person's thread waits
     */
    record World(
            VirtualTime time,
            Chance chance,
            Promises promises,
            SpoolSettings spool,
            DeliverySettings delivery,
            Limits limits,
            RecipientPolicy policy,
            DelayMark delays,
            HopFinder finder,
            Map<SocketAddress, SocketAddress> hops,
            Consumer<CompletableFuture<?>> waiting) {}

    /** What next hops must never see exceeded. */
    record Limits(int connections, int connectionsOfOne, int perMinute) {}

    /** Starts on what is on the disk; throws what opening throws. */
    SimulatedProcess(World world, FaultyFiles disk, long ledgerPosition) {
        this.world = world;
        this.disk = disk;
        this.loop = new DrivenLoop(world.time(), this);
        this.spool =
                DrivenSpool.open(
                        world.spool(),
                        disk,
                        new DrivenSpool.Time(world.time().clock(), world.time()::nanoTime),
                        world.chance().random(),
                        this::rest,
                        ledgerPosition,
                        meters);
        this.outbox = new SpoolOutbox(spool.spool());
        this.dispatch = dispatch();
        spool.spool().recovered(messages::add);
    }

    private Dispatch dispatch() {
        Transport transport =
                new Transport(loop, loop, WiredChannel.class, NioDatagramChannel.class);
        return new Dispatch(
                new Dispatch.Machine(
                        transport,
                        readers,
                        WiredChannel.ALLOCATOR,
                        new OnLoop(loop, world.waiting()),
                        TLS,
                        Optional.of(world.finder())),
                new Dispatch.Parts(
                        outbox,
                        world.policy(),
                        new NoCaps(),
                        (_, _) -> new PersonKey(1, 2),
                        new MessageIds(world.chance().random(), world.time().clock()),
                        world.chance().random(),
                        world.delays(),
                        new TlsTrust(Optional.empty(), Path.of("mta-sts-of-nobody"))),
                world.delivery(),
                "gate.example",
                new Measures(world.time().clock(), transport.ticker(), new DeliveryMeters(meters)));
    }

    /** Time passes for the thread that forces, and another makes a segment meanwhile. */
    private void rest(Duration atMost) {
        world.time().pass(atMost.toNanos() / 10);
        spool.prepare();
    }

    /** Queues what was recovered, as at a start. */
    void begin() {
        messages.forEach(message -> dispatch.enqueue(outbox.queued(message)));
    }

    /** Hands a message in, as intake does. */
    void accept(Acceptance acceptance, Octets original) {
        world.promises().offered(acceptance);
        var _ =
                spool.spool()
                        .append(acceptance, original)
                        .whenComplete(
                                (message, _) -> {
                                    if (message != null && !isCut()) {
                                        world.promises().acknowledged(message.id());
                                        messages.add(message);
                                        dispatch.enqueue(outbox.queued(message));
                                    }
                                });
    }

    /** What each of its threads may do next; each says whether there was anything to do. */
    boolean turn(int which) {
        return switch (which) {
            case 0 -> spool.sync().isZero();
            case 1 -> spool.prepare().isZero();
            case 2 -> spool.reclaim().isZero();
            case 3 -> readers.turn();
            default -> loop.turn();
        };
    }

    /** The ledger reads on after {@code position}; returns how far it came. */
    long readLedger(long position) {
        List<SpoolEvent> events = spool.spool().after(position, LEDGER_BATCH);
        if (events.isEmpty()) {
            return position;
        }
        world.promises().committed(events);
        spool.spool().ledgerCommitted(events.getLast().position());
        return events.getLast().position();
    }

    /**
     * Everything after {@code position}, and the copies that wait, each with whether it is held.
     */
    void checkAgainst(long position) {
        List<SpoolEvent> unread = new ArrayList<>();
        long at = position;
        List<SpoolEvent> more = spool.spool().after(at, LEDGER_BATCH);
        while (!more.isEmpty()) {
            unread.addAll(more);
            at = more.getLast().position();
            more = spool.spool().after(at, LEDGER_BATCH);
        }
        Map<CopyId, Boolean> open = new LinkedHashMap<>();
        for (Spooled message : messages) {
            for (int copy = 0; copy < message.acceptance().copies().size(); copy++) {
                if (message.isOpen(copy)) {
                    open.put(new CopyId(message.id(), copy), message.hold(copy).isPresent());
                }
            }
        }
        world.promises().restarted(unread, open, DrivenSpool.quarantined(disk));
        spool.spool().ledgerCommitted(position);
    }

    /** The process is dead: what it knew to be forced is what counts from now on. */
    void buried() {
        List<CopyId> ended = new ArrayList<>();
        for (Spooled message : messages) {
            for (int copy = 0; copy < message.acceptance().copies().size(); copy++) {
                if (!message.isOpen(copy)) {
                    ended.add(new CopyId(message.id(), copy));
                }
            }
        }
        world.promises().forced(ended);
        hangUp();
        world.promises().ending(counted("octroi.delivery.possible.duplicates"));
        if (counted("octroi.bugs") > 0) {
            world.promises().broken("a bug, caught and counted");
        }
    }

    /** The system closes what a dead process had open. */
    void hangUp() {
        List.copyOf(connected.keySet()).forEach(channel -> channel.unsafe().closeForcibly());
    }

    private double counted(String meter) {
        return meters.find(meter).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    /** What it still has to do, in its own words. */
    List<WaitingCopy> waiting() {
        return desk().list(Selection.ALL, Optional.empty(), WAITING_MAX);
    }

    QueueDesk desk() {
        return dispatch.desk();
    }

    /** Whether the log holds what the ledger has not read. */
    boolean hasUnread(long position) {
        return !spool.spool().after(position, 1).isEmpty();
    }

    long nextTimer() {
        return loop.nextTimer();
    }

    @Override
    public boolean isCut() {
        return disk.isKilled();
    }

    @Override
    public SocketAddress connecting(Channel channel, SocketAddress to) {
        connected.put(channel, to);
        channel.closeFuture().addListener(_ -> closed(channel));
        long same = connected.values().stream().filter(to::equals).count();
        if (same > world.limits().connectionsOfOne()
                || connected.size() > world.limits().connections()) {
            world.promises().broken("%d connections, %d to %s", connected.size(), same, to);
        }
        return world.hops().getOrDefault(to, to);
    }

    @Override
    public void closed(Channel channel) {
        connected.remove(channel);
        recipients.remove(channel);
    }

    @Override
    public void sent(Channel channel, String octets) {
        if (octets.startsWith("MAIL ") || octets.startsWith("RCPT ") || octets.equals("DATA\r\n")) {
            octets.lines().forEach(line -> command(channel, line));
        }
    }

    private void command(Channel channel, String line) {
        if (line.startsWith("MAIL ")) {
            pace(connected.getOrDefault(channel, channel.remoteAddress()));
        } else if (line.startsWith("RCPT ")) {
            String to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            recipients.put(channel, to);
            world.promises().attempt(to);
        } else if (line.equals("DATA")) {
            world.promises().sending(recipients.getOrDefault(channel, ""));
        }
    }

    /** One may come at once beside the even flow, and one at each end of the minute. */
    private void pace(SocketAddress to) {
        if (world.limits().perMinute() == 0) {
            return;
        }
        long now = world.time().nanoTime();
        Deque<Long> theirs = begun.computeIfAbsent(to, _ -> new ArrayDeque<>());
        theirs.add(now);
        while (now - theirs.getFirst() > Duration.ofMinutes(1).toNanos()) {
            theirs.removeFirst();
        }
        int most = world.limits().perMinute() + 2;
        if (theirs.size() > most) {
            world.promises().broken("%d messages within a minute to %s", theirs.size(), to);
        }
    }

    @Override
    public void heard(Channel channel, String octets) {
        octets.lines().forEach(world.promises()::heard);
    }
}
