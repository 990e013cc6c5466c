// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.spool.Killed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whoever holds, releases, retries, cancels and looks at what waits. Confined to one thread. */
final class SimulatedPerson {
    private final Simulation simulation;
    private final Chance chance;
    private final Promises promises;
    private boolean ordering;

    SimulatedPerson(Simulation simulation, Chance chance, Promises promises) {
        this.simulation = simulation;
        this.chance = chance;
        this.promises = promises;
    }

    /** Orders something about some copy, unless another order is under way. */
    void orders() {
        if (ordering || promises.copies().isEmpty()) {
            return;
        }
        CopyId copy = chance.oneOf(promises.copies());
        Order.Kind kind = chance.oneOf(List.of(Order.Kind.values()));
        orders(kind, copy);
    }

    /** Returns how many copies it failed for. */
    int orders(Order.Kind kind, CopyId copy) {
        Selection one =
                new Selection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(copy.message()),
                        OptionalInt.of(copy.index()));
        Duration over = Duration.ofSeconds(chance.upTo(600));
        int failed = 0;
        ordering = true;
        promises.ordering(kind, copy);
        try {
            OrderResult result =
                    simulation.process().desk().carryOut(new Order(kind, "marie", "so", over), one);
            simulation.say("%s %s: %s", kind.word(), copy, result);
            failed = result.failed();
            if (result.done() == 1) {
                promises.ordered(kind, copy);
            }
        } catch (Killed killed) {
            simulation.say("killed in %s %s", kind.word(), copy);
        } finally {
            ordering = false;
        }
        simulation.restartIfCut();
        return failed;
    }

    /** Looks at the queue: nothing in it may be planned for a time at which it is over. */
    void looks() {
        if (ordering) {
            return;
        }
        ordering = true;
        try {
            for (WaitingCopy copy :
                    simulation.process().desk().list(Selection.ALL, Optional.empty(), 1000)) {
                boolean late =
                        copy.expiresAt().isPresent()
                                && copy.tries().next().isPresent()
                                && copy.tries().next().get().isAfter(copy.expiresAt().get());
                if (late) {
                    promises.broken("to be tried after it has expired: %s", copy);
                }
            }
        } catch (Killed killed) {
            simulation.say("killed while somebody looked");
        } finally {
            ordering = false;
        }
        simulation.restartIfCut();
    }
}
