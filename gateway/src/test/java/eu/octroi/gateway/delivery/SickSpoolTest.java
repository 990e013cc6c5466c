// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A spool that cannot be read or written now: no copy is forgotten, and the others flow. */
final class SickSpoolTest {
    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);

    @Test
    void deliveryPausesWhileOutcomesAreNotForced() {
        rig.connectionsMax = 1;
        rig.outbox.settleFails = true;
        rig.start();
        rig.send("a");
        await().until(() -> rig.dispatch().stats().unsettled() == 1);

        rig.send("b");

        await().during(Duration.ofMillis(300)).until(() -> hop.received.size() == 1);
        rig.outbox.settleFails = false;
        rig.settlesOnly("a delivered 250 2.0.0 queued", "b delivered 250 2.0.0 queued");
        assertThat(hop.received).hasSize(2);
    }

    @Test
    void aStopWaitsForAnOutcomeThatCouldNotBeForcedAtFirst() {
        rig.outbox.settleFails = true;
        rig.start();
        rig.send("a");
        await().until(() -> rig.dispatch().stats().unsettled() == 1);
        rig.outbox.settleFails = false;

        rig.dispatch().drain(Duration.ofSeconds(20));

        assertThat(rig.outbox.settled).containsExactly("a delivered 250 2.0.0 queued");
    }

    @Test
    void aReportWithoutRoomWaitsAndStopsNobody() {
        hop.on("rcpt", line -> line.contains("<bad@") ? "550 5.1.1 nobody" : null);
        rig.outbox.appendFails = true;
        rig.start();

        rig.send("bad");
        rig.send("good");

        rig.settlesOnly("good delivered 250 2.0.0 queued");
        rig.outbox.appendFails = false;
        rig.settles("bad bounced");
        assertThat(rig.outbox.settled.stream().filter("report"::equals)).hasSize(1);
    }

    @Test
    void anOutcomeWhoseReportIsForcedSurvivesAFaultAndIsReportedOnce() {
        hop.on("rcpt", "550 5.1.1 nobody");
        rig.outbox.settleFault =
                () -> {
                    throw new IllegalStateException("made by the test");
                };
        rig.start();

        rig.send("poison");

        await().until(() -> rig.count("octroi.delivery.settle.failures") >= 1);
        rig.outbox.settleFault = () -> {};
        rig.settles("poison bounced 550 5.1.1 nobody");
        assertThat(rig.outbox.appended).hasSize(1);
    }

    private static List<Runnable> faults() {
        return List.of(
                () -> {
                    throw new IllegalStateException("made by the test");
                },
                () -> {
                    throw new StackOverflowError("made by the test");
                });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPoisonCopyIsKeptAndTheOthersFlow(Runnable fault) {
        rig.outbox.readFault = fault;
        rig.start();

        rig.send("poison");
        rig.send("x");

        rig.settlesOnly("x delivered 250 2.0.0 queued");
        await().until(() -> rig.count("octroi.bugs") >= 3);
        rig.outbox.readFault = () -> {};
        rig.settlesOnly("x delivered 250 2.0.0 queued", "poison delivered 250 2.0.0 queued");
    }

    @Test
    void whereNobodyHasRoomToReadNoCopyIsForgotten() {
        ThreadPoolExecutor readers =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        CompletableFuture<Void> busy = new CompletableFuture<>();
        readers.execute(busy::join);
        readers.execute(busy::join);
        rig.start(readers);

        rig.send("x", "y");

        await().until(() -> rig.dispatch().stats().deferred() == 2);
        assertThat(rig.dispatch().stats().inFlight()).isZero();
        busy.complete(null);
        Order retry = new Order(Order.Kind.RETRY, "test", "", Duration.ZERO);
        rig.dispatch().desk().carryOut(retry, Selection.ALL);
        rig.settlesOnly("x delivered 250 2.0.0 queued", "y delivered 250 2.0.0 queued");
    }

    @Test
    void aCopyForWhichThereIsNoMemoryWaitsAndTheOthersFlow() {
        rig.outbox.readFault =
                () -> {
                    throw new OutOfMemoryError("made by the test");
                };
        rig.start();

        rig.send("poison");
        rig.send("x");

        rig.settles("x delivered");
        await().until(() -> rig.dispatch().stats().deferred() == 1);
        assertThat(rig.dispatch().stats().inFlight()).isZero();
    }
}
