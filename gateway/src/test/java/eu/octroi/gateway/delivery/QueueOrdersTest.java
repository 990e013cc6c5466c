// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** What an order leaves behind when there is much of it, and when it breaks off. */
final class QueueOrdersTest {
    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);

    @BeforeEach
    void hopIsDown() {
        hop.on("rcpt", "451 4.7.1 later");
        rig.retry = Duration.ofHours(1);
        rig.start();
    }

    @Test
    void aRetryTakesAllThatWasChosenAndIsNotGivenAgain() {
        hop.on("greeting", "421 4.3.2 down");
        int copies = QueueOrders.COPIES_MAX + 200;
        rig.send(IntStream.range(0, copies).mapToObj(i -> "r" + i).toArray(String[]::new));

        OrderResult retried = order(Order.Kind.RETRY, Order.OVER_MAX);

        assertThat(retried.done() + retried.inFlight()).isEqualTo(copies);
        assertThat(retried.done()).isGreaterThan(copies - 100);
        assertThat(retried.more()).isFalse();
        assertThat(rig.dispatch().stats().queued()).isEqualTo(copies);
        assertThat(order(Order.Kind.HOLD, Duration.ZERO).more()).isTrue();
    }

    @Test
    void anOrderThatBreaksOffLeavesEveryCopyWhereItWasOnce() {
        rig.send("poison");
        rig.send("b", "c");
        waits(3);
        assertThat(order(Order.Kind.HOLD, Duration.ZERO).done()).isEqualTo(3);
        rig.outbox.heldFault = QueueOrdersTest::fault;

        assertThatThrownBy(() -> order(Order.Kind.RELEASE, Duration.ZERO)).hasMessage("a fault");

        await().until(() -> rig.dispatch().stats().held() == 3);
        assertThat(rig.dispatch().desk().list(Selection.ALL, Optional.empty(), 10))
                .extracting(WaitingCopy::state)
                .containsOnly(CopyState.HELD);
        assertThat(rig.dispatch().stats().queued()).isEqualTo(3);
    }

    @Test
    void aCopyTheSpoolRefusesKeepsNoOtherFromBeingHeld() {
        rig.send("poison");
        rig.send("b", "c");
        waits(3);
        rig.outbox.orderFault = QueueOrdersTest::fault;

        OrderResult held = order(Order.Kind.HOLD, Duration.ZERO);

        assertThat(held.done()).isEqualTo(2);
        assertThat(held.failed()).isEqualTo(1);
        assertThat(rig.dispatch().stats().held()).isEqualTo(2);
        assertThat(rig.dispatch().stats().deferred()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "P30DT1S", "P999999D"})
    void anOrderIsCarriedOutWithinAMonth(Duration over) {
        assertThatThrownBy(() -> new Order(Order.Kind.RETRY, "marie", "", over))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void fault() {
        throw new IllegalStateException("a fault");
    }

    private OrderResult order(Order.Kind kind, Duration over) {
        return rig.dispatch()
                .desk()
                .carryOut(new Order(kind, "marie", "why not", over), Selection.ALL);
    }

    private void waits(int copies) {
        await().until(() -> rig.dispatch().stats().deferred() == copies);
    }
}
