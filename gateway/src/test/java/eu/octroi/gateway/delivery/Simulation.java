// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.caps.NoCaps;
import eu.octroi.gateway.consent.ConsentRules;
import eu.octroi.gateway.consent.NoRules;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.spool.FaultyFiles;
import eu.octroi.gateway.spool.Killed;
import eu.octroi.gateway.spool.SpoolFailedException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that can happen to a spool and a delivery, as one seed has it: mail comes, people
 * object and give orders, next hops misbehave, the disk fails and fills, clocks jump, and the
 * process is killed at any step. Afterwards all goes well, and everything must come to its end. The
 * same seed does the same. Confined to one thread.
 */
final class Simulation implements AutoCloseable {
    private static final int STEPS_MIN = 120;
    private static final int STEPS_MORE = 200;
    private static final int TURNS = 6;
    private static final int NESTED_MAX = 20_000;
    private static final int QUIET_JUMPS_MAX = 4_000;
    private static final int RELEASES_MAX = 20;

    /** Read once: they are files, and say nothing. */
    private static final ConsentRules RULES = NoRules.rules();

    private final long seed;
    private final Sabotage sabotage;
    private final Chance chance;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedSettings settings;
    private final Promises promises;
    private final SimulatedHops hops;
    private final SimulatedNames names;
    private final SimulatedMail mail;
    private final SimulatedPerson person;
    private final SimulatedIndex index;
    private final SimulatedTrouble trouble;
    private final StringBuilder log = new StringBuilder();
    private final DelayMark delays = new InMemoryDelayMark();
    private final SimulatedProcess.World world;
    private FaultyFiles disk;
    private SimulatedProcess process;
    private boolean good;
    private long ledger;
    private int kills;

    Simulation(long seed, Sabotage sabotage) {
        this.seed = seed;
        this.sabotage = sabotage;
        this.chance = new Chance(seed);
        this.settings = SimulatedSettings.of(chance, sabotage);
        this.promises = new Promises(time, SimulatedSettings.WAITS, SimulatedSettings.EXPIRE);
        this.hops = new SimulatedHops(time, chance, this::taken);
        this.mail = new SimulatedMail(time, chance);
        this.names = new SimulatedNames(hops, chance);
        this.index = new SimulatedIndex(promises);
        this.trouble = new SimulatedTrouble(chance, this::say);
        this.person = new SimulatedPerson(this, chance, promises);
        this.world = world();
        this.disk = sabotage.disk(new FaultyFiles());
        this.process = new SimulatedProcess(world, disk, ledger);
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
        return mail.made();
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
            case 88, 89, 90 -> person.orders();
            case 91 -> person.looks();
            case 92 -> mood();
            case 93 -> jump();
            case 94 -> trouble.befall(disk);
            case 95 -> trouble.makeRoom(disk);
            case 96 -> trouble.killLater(disk);
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
        promises.mustBeKept();
        restartIfCut();
        return did;
    }

    SimulatedProcess process() {
        return process;
    }

    /** Another process starts if this one is dead. */
    void restartIfCut() {
        if (process.isCut()) {
            restart();
        }
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
        Acceptance acceptance = mail.next();
        say("mail %s for %s", acceptance.id(), acceptance.copies().stream().map(Copy::to).toList());
        process.accept(acceptance, mail.text());
    }

    private void objection() {
        if (!promises.recipients().isEmpty()) {
            String who = chance.oneOf(promises.recipients());
            say("%s objects", who);
            promises.opposed(who);
        }
    }

    private void index() {
        boolean isDown = chance.oneIn(2);
        say("index down: %s", isDown);
        index.down(isDown);
    }

    /** A person waits: everything else goes on. */
    private void waitFor(CompletableFuture<?> future) {
        SimulatedProcess mine = process;
        for (int i = 0; !future.isDone(); i++) {
            if (i > NESTED_MAX) {
                promises.broken("an order that never ends");
            }
            if (mine.isCut()) {
                throw new Killed();
            }
            nested(mine);
            promises.mustBeKept();
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
        int outOfTwelve = chance.upTo(9);
        say("trouble %d", outOfTwelve);
        hops.mood(outOfTwelve);
    }

    private void jump() {
        Duration by = Duration.ofSeconds(chance.upTo(7200) - 3600);
        if (chance.oneIn(4)) {
            say("the clock jumps by %s", by);
            time.jump(by);
        }
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
        disk = sabotage.disk(power ? disk.afterPowerLoss(chance.random()) : disk.afterKill());
        if (!good && tries < 3 && chance.oneIn(4)) {
            disk.kill(1 + chance.upTo(10), chance.oneIn(2));
        }
        say("starts after %s", power ? "power loss" : "kill");
        try {
            process = new SimulatedProcess(world, disk, ledger);
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
        index.down(false);
        hops.recover();
        names.recover();
        trouble.end(disk);
        promises.copies().stream().filter(promises::isHeld).forEach(this::release);
        endsAll();
        kill();
        if (!isOver()) {
            throw new Promises.Broken("open again: " + promises.openCopies());
        }
    }

    /** Until it is released: the disk may have to come to itself first. */
    private void release(CopyId copy) {
        for (int tries = 0; person.orders(Order.Kind.RELEASE, copy) > 0; tries++) {
            if (tries > RELEASES_MAX) {
                promises.broken("cannot be released: %s", copy);
            }
            quiet();
        }
    }

    private void endsAll() {
        for (int jumps = 0; !isOver(); jumps++) {
            if (jumps > QUIET_JUMPS_MAX) {
                promises.broken(
                        "never end: %s; waiting: %s", promises.openCopies(), process.waiting());
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
                new RecipientPolicy(
                        sabotage.policy(index), RULES, new NoCaps(), new SimpleMeterRegistry()),
                delays,
                names,
                names.addresses(),
                this::waitFor);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    void say(String what, Object... with) {
        log.append(time.nanoTime() / 1_000_000)
                .append(' ')
                .append(what.formatted(with))
                .append('\n');
    }
}
