// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.spool.FaultyFiles;

import java.util.function.Consumer;

/** What befalls disk and process. Confined to one thread. */
final class SimulatedTrouble {
    private static final int SEGMENT_OCTETS = 32 << 10;
    private static final int OPERATIONS_MAX = 20;

    private final Chance chance;
    private final Consumer<String> log;

    SimulatedTrouble(Chance chance, Consumer<String> log) {
        this.chance = chance;
        this.log = log;
    }

    /** Something fails once, or there is no room for much more. */
    void befall(FaultyFiles disk) {
        switch (chance.upTo(3)) {
            case 0 -> {
                log.accept("a force will fail");
                disk.failForces(1);
            }
            case 1 -> {
                log.accept("a write will fail");
                disk.failWrites(1);
            }
            default -> {
                long room = (long) (disk.paths().size() + chance.upTo(1)) * SEGMENT_OCTETS;
                log.accept("room for " + room);
                disk.capacity(room);
            }
        }
    }

    void killLater(FaultyFiles disk) {
        int operations = 1 + chance.upTo(OPERATIONS_MAX);
        boolean after = chance.oneIn(2);
        log.accept("will be killed %s operation %d".formatted(after ? "after" : "in", operations));
        disk.kill(operations, after);
    }

    /** There is room for everything. */
    void makeRoom(FaultyFiles disk) {
        disk.capacity(Long.MAX_VALUE / 2);
    }

    /** Nothing that was to come comes. */
    void end(FaultyFiles disk) {
        makeRoom(disk);
        disk.failForces(0);
        disk.failWrites(0);
        disk.kill(Long.MAX_VALUE / 2, false);
    }
}
