// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.spool.FaultyFiles;
import eu.octroi.gateway.spool.Killed;
import eu.octroi.gateway.spool.SpoolFailedException;
import eu.octroi.gateway.suppression.SuppressionUnavailableException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that can happen to a spool and a delivery, as one seed has it: mail comes, people
 * object and give orders, next hops misbehave, the disk fails and fills, clocks jump, and the
 * process is killed at any step. Afterwards all goes well, and everything must come to its end. The
 * same seed does the same. Confined to one thread.
 */
final class Simulation implements AutoCloseable {
    private static final int DESTINATIONS = 4;
    private static final int STEPS_MIN = 120;
    private static final int STEPS_MORE = 200;
    private static final int TURNS = 6;
    private static final int NESTED_MAX = 20_000;
    private static final int QUIET_JUMPS_MAX = 4_000;
    private static final int SEGMENT_OCTETS = 32 << 10;
    private static final Origin ORIGIN =
            new Origin(
                    new CredentialId("tool"),
                    new StreamId("prospection"),
                    StreamClass.PROSPECTING,
                    new ControllerNumber(1),
                    Optional.empty());

    private final long seed;
    private final Sabotage sabotage;
    private final Chance chance;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedSettings settings;
    private final Promises promises;
    private final SimulatedHops hops;
    private final Map<SocketAddress, SocketAddress> addresses = new LinkedHashMap<>();
    private final List<InetSocketAddress> destinations = new ArrayList<>();
    private final StringBuilder log = new StringBuilder();
    private final MessageIds ids;
    private final DelayMark delays = new InMemoryDelayMark();
    private final SimulatedProcess.World world;
    private FaultyFiles disk;
    private SimulatedProcess process;
    private boolean indexIsDown;
    private boolean good;
    private boolean ordering;
    private long ledger;
    private int messages;
    private int kills;

    Simulation(long seed, Sabotage sabotage) {
        this.seed = seed;
        this.sabotage = sabotage;
        this.chance = new Chance(seed);
        this.settings = SimulatedSettings.of(chance, sabotage);
        this.promises = new Promises(time, SimulatedSettings.WAITS, SimulatedSettings.EXPIRE);
        this.hops = new SimulatedHops(time, chance, this::taken);
        this.ids = new MessageIds(chance.random(), time.clock());
        for (int i = 0; i < DESTINATIONS; i++) {
            InetSocketAddress address = address(i);
            destinations.add(address);
            addresses.put(address, hops.listen(chance.oneIn(2)));
        }
        this.world = world();
        this.disk = sabotage.disk(new FaultyFiles());
        this.process = new SimulatedProcess(world, disk);
        process.begin();
    }

    /** Runs to the end; throws {@link Promises.Broken} with the log of its steps. */
    Simulation run() {
        try {
            int steps = STEPS_MIN + chance.upTo(STEPS_MORE);
            for (int i = 0; i < steps; i++) {
                step();
            }
            settle();
        } catch (Promises.Broken broken) {
            throw new AssertionError(
                    "seed %d: %s%n%s".formatted(seed, broken.getMessage(), log), broken);
        } catch (RuntimeException | Error bug) {
            throw new AssertionError("seed %d: %s%n%s".formatted(seed, bug, log), bug);
        }
        return this;
    }

    /** What happened, step by step. */
    String log() {
        return log.toString();
    }

    int messages() {
        return messages;
    }

    int kills() {
        return kills;
    }

    int doubles() {
        return promises.doubles();
    }

    @Override
    public void close() {
        disk.kill();
        process.hangUp();
        hops.close();
    }

    private void step() {
        int what = chance.upTo(99);
        if (what < 50) {
            turn();
        } else if (what < 64) {
            time.pass(Duration.ofMillis(chance.upTo(20)).toNanos());
        } else if (what < 74) {
            toNextTimer();
        } else if (what < 84) {
            mail();
        } else {
            happening(what);
        }
    }

    private void happening(int what) {
        switch (what) {
            case 84, 85, 86 -> objection();
            case 87 -> index();
            case 88, 89, 90 -> order();
            case 91 -> look();
            case 92 -> mood();
            case 93 -> jump();
            case 94 -> trouble();
            case 95 -> roomAgain();
            case 96 -> killLater();
            case 97 -> kill();
            default -> everyTurn();
        }
    }

    private void turn() {
        turn(chance.upTo(TURNS));
    }

    /** One thread of the process, of the next hops or of the ledger does something. */
    private boolean turn(int which) {
        boolean did = false;
        try {
            did =
                    switch (which) {
                        case 5 -> hops.loop().turn();
                        case 6 -> readLedger();
                        default -> process.turn(which);
                    };
        } catch (Killed killed) {
            say("killed in turn %d", which);
        }
        if (process.isCut()) {
            restart();
        }
        return did;
    }

    private boolean readLedger() {
        long before = ledger;
        ledger = process.readLedger(before);
        return ledger != before;
    }

    private boolean everyTurn() {
        boolean did = false;
        for (int which = 0; which <= TURNS; which++) {
            did |= turn(which);
        }
        return did;
    }

    private boolean toNextTimer() {
        long ours = process.nextTimer();
        long theirs = hops.loop().nextTimer();
        if (ours < 0 && theirs < 0) {
            return false;
        }
        time.pass(ours < 0 ? theirs : theirs < 0 ? ours : Math.min(ours, theirs));
        return true;
    }

    private void mail() {
        List<Copy> copies = new ArrayList<>();
        int number = messages++;
        for (int i = 0; i <= chance.upTo(2); i++) {
            EmailAddress to =
                    new EmailAddress(
                            "r" + number + "." + i, "d" + chance.upTo(DESTINATIONS - 2) + ".example");
            Verdict verdict =
                    chance.oneIn(8)
                            ? new Verdict.Refused(Tag.RELAY_DENIED)
                            : Verdict.Deliver.DELIVER;
            copies.add(new Copy(to, verdict, "", Optional.empty(), edits(to)));
        }
        Acceptance acceptance =
                new Acceptance(
                        ids.next(),
                        time.clock().instant(),
                        ORIGIN,
                        ReversePath.of(new EmailAddress("from" + number, "exemple.example")),
                        false,
                        List.of(),
                        copies,
                        Treatment.NONE);
        say("mail %s for %s", acceptance.id(), copies.stream().map(Copy::to).toList());
        String text = "Subject: m\r\n\r\n" + "x".repeat(60).concat("\r\n").repeat(chance.upTo(60));
        process.accept(acceptance, Octets.of(text));
    }

    private static List<Edit> edits(EmailAddress to) {
        return List.of(
                Edit.insert(0, Octets.of("X-For: " + to + "\r\n")));
    }

    private void objection() {
        if (!promises.recipients().isEmpty()) {
            String who = chance.oneOf(promises.recipients());
            say("%s objects", who);
            promises.opposed(who);
        }
    }

    private void index() {
        indexIsDown = chance.oneIn(2);
        say("index down: %s", indexIsDown);
    }

    private void order() {
        if (ordering || promises.copies().isEmpty()) {
            return;
        }
        CopyId copy = chance.oneOf(promises.copies());
        Order.Kind kind = chance.oneOf(List.of(Order.Kind.values()));
        order(kind, copy);
    }

    private void order(Order.Kind kind, CopyId copy) {
        Selection one =
                new Selection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(copy.message()),
                        OptionalInt.of(copy.index()));
        Duration over = Duration.ofSeconds(chance.upTo(600));
        ordering = true;
        promises.ordering(kind, copy);
        try {
            OrderResult result =
                    process.desk().carryOut(new Order(kind, "marie", "so", over), one);
            say("%s %s: %s", kind.word(), copy, result);
            if (result.done() == 1) {
                promises.ordered(kind, copy);
            }
        } catch (Killed killed) {
            say("killed in %s %s", kind.word(), copy);
        } finally {
            ordering = false;
        }
        if (process.isCut()) {
            restart();
        }
    }

    private void look() {
        if (ordering) {
            return;
        }
        ordering = true;
        try {
            for (WaitingCopy copy : process.desk().list(Selection.ALL, Optional.empty(), 1000)) {
                boolean late =
                        copy.expiresAt().isPresent()
                                && copy.tries().next().isPresent()
                                && copy.tries().next().get().isAfter(copy.expiresAt().get());
                if (late) {
                    throw new Promises.Broken("to be tried after it has expired: " + copy);
                }
            }
        } catch (Killed killed) {
            say("killed while somebody looked");
        } finally {
            ordering = false;
        }
        if (process.isCut()) {
            restart();
        }
    }

    /** A person waits: everything else goes on. */
    private void waitFor(CompletableFuture<?> future) {
        SimulatedProcess mine = process;
        for (int i = 0; !future.isDone(); i++) {
            if (i > NESTED_MAX) {
                throw new Promises.Broken("an order that never ends");
            }
            if (mine.isCut()) {
                throw new Killed();
            }
            nested(mine);
        }
    }

    private void nested(SimulatedProcess mine) {
        int what = chance.upTo(19);
        try {
            switch (what) {
                case 16 -> toNextTimer();
                case 17 -> time.pass(Duration.ofMillis(chance.upTo(20)).toNanos());
                case 18 -> readLedger();
                case 19 -> {
                    if (!good && chance.oneIn(4)) {
                        objection();
                    }
                }
                case 15, 14 -> hops.loop().turn();
                default -> mine.turn(what % 5);
            }
        } catch (Killed killed) {
            say("killed while somebody waited");
        }
    }

    private void mood() {
        int trouble = chance.upTo(9);
        say("trouble %d", trouble);
        hops.mood(trouble);
    }

    private void jump() {
        Duration by = Duration.ofSeconds(chance.upTo(7200) - 3600);
        if (chance.oneIn(4)) {
            say("the clock jumps by %s", by);
            time.jump(by);
        }
    }

    private void trouble() {
        switch (chance.upTo(3)) {
            case 0 -> {
                say("a force will fail");
                disk.failForces(1);
            }
            case 1 -> {
                say("a write will fail");
                disk.failWrites(1);
            }
            default -> {
                long room = (long) (disk.paths().size() + chance.upTo(1)) * SEGMENT_OCTETS;
                say("room for %d", room);
                disk.capacity(room);
            }
        }
    }

    private void roomAgain() {
        disk.capacity(Long.MAX_VALUE / 2);
    }

    private void killLater() {
        int operations = 1 + chance.upTo(20);
        boolean after = chance.oneIn(2);
        say("will be killed %s operation %d", after ? "after" : "in", operations);
        disk.kill(operations, after);
    }

    private void kill() {
        say("killed");
        disk.kill();
        restart();
    }

    /** Another process starts on what the disk kept. */
    private void restart() {
        process.buried();
        hops.hangUp();
        for (int tries = 0; !isRestarted(tries); tries++) {
            disk.kill();
        }
    }

    private boolean isRestarted(int tries) {
        kills++;
        boolean power = !good && chance.oneIn(2);
        disk =
                sabotage.disk(
                        power ? disk.afterPowerLoss(chance.random()) : disk.afterKill());
        if (!good && tries < 3 && chance.oneIn(4)) {
            disk.kill(1 + chance.upTo(10), chance.oneIn(2));
        }
        say("starts after %s", power ? "power loss" : "kill");
        try {
            process = new SimulatedProcess(world, disk);
            process.checkAgainst(ledger);
            process.begin();
            return true;
        } catch (Killed again) {
            say("killed while starting");
        } catch (SpoolFailedException failed) {
            say("does not start: %s", failed);
        }
        return false;
    }

    /** From now on all goes well, and whatever waits must come to its end. */
    private void settle() {
        say("all goes well from now on");
        good = true;
        indexIsDown = false;
        hops.recover();
        roomAgain();
        disk.failForces(0);
        disk.failWrites(0);
        disk.kill(Long.MAX_VALUE / 2, false);
        for (CopyId copy : promises.copies()) {
            if (promises.isHeld(copy)) {
                order(Order.Kind.RELEASE, copy);
            }
        }
        endsAll();
        kill();
        if (!isOver()) {
            throw new Promises.Broken("open again: " + promises.openCopies());
        }
    }

    private void endsAll() {
        for (int jumps = 0; !isOver(); jumps++) {
            if (jumps > QUIET_JUMPS_MAX) {
                throw new Promises.Broken("never end: " + promises.openCopies());
            }
            quiet();
            if (!isOver()) {
                toNextTimer();
            }
        }
    }

    private boolean isOver() {
        return promises.isAllOver() && !process.hasUnread(ledger);
    }

    private void quiet() {
        for (int idle = 0; idle < 3; ) {
            idle = everyTurn() ? 0 : idle + 1;
            time.pass(Duration.ofMillis(10).toNanos());
        }
    }

    private void taken(String recipient, String body) {
        say("taken: %s", recipient);
        promises.taken(recipient, body);
    }

    private SimulatedProcess.World world() {
        return new SimulatedProcess.World(
                time,
                chance,
                promises,
                settings.spool(),
                settings.delivery(),
                settings.limits(),
                new RecipientPolicy(sabotage.policy(this::find), new SimpleMeterRegistry()),
                delays,
                this::hop,
                addresses,
                this::waitFor);
    }

    private Optional<SuppressionEntry> find(ControllerNumber of, EmailAddress address) {
        if (indexIsDown) {
            throw new SuppressionUnavailableException("down");
        }
        return promises.isOpposed(address.toString())
                ? Optional.of(
                        new SuppressionEntry(Scope.values()[0], Reason.OPPOSITION, Instant.EPOCH))
                : Optional.empty();
    }

    private CompletableFuture<Found> hop(String destination) {
        if (!good && chance.oneIn(12)) {
            return CompletableFuture.completedFuture(new Found.Later("nobody answers"));
        }
        int number =
                switch (destination) {
                    case "d0.example", "smarthost" -> 0;
                    case "d1.example" -> 1;
                    case "d2.example" -> 2;
                    default -> 3;
                };
        InetSocketAddress first = destinations.get(number);
        return CompletableFuture.completedFuture(
                new Found.Hops(
                        List.of(new Hop(destination, first)), Duration.ofMinutes(5)));
    }

    private static InetSocketAddress address(int number) {
        try {
            byte[] octets = {10, 0, 0, (byte) number};
            return new InetSocketAddress(InetAddress.getByAddress("hop" + number, octets), 25);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void say(String what, Object... with) {
        log.append(time.nanoTime() / 1_000_000)
                .append(' ')
                .append(what.formatted(with))
                .append('\n');
    }
}
