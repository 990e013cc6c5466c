// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What a person sees of the queue and does to it, before a next hop that answers as told. */
final class QueueDeskTest {
    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);

    @BeforeEach
    void hopDefersWhoIsBusy() {
        hop.on(
                "rcpt",
                line -> line.toLowerCase(Locale.ROOT).contains("busy") ? "451 4.7.1 later" : null);
        rig.retry = Duration.ofHours(1);
    }

    @Test
    void aCopyThatWaitsIsListedWithItsTriesAndTheLastReply() {
        rig.start();
        QueuedMessage message = rig.send("a@busy.example", "b");
        waits(1);
        await().until(() -> list(Selection.ALL).size() == 1);

        List<WaitingCopy> copies = list(Selection.ALL);

        WaitingCopy one = copies.getFirst();
        assertThat(copies).hasSize(1);
        assertThat(one.id().message()).isEqualTo(message.id());
        assertThat(one.state()).isEqualTo(CopyState.RETRYING);
        assertThat(one.tries().count()).isEqualTo(1);
        assertThat(one.tries().lastReply()).isEqualTo("451 4.7.1 later");
        assertThat(one.tries().next().orElseThrow()).isAfter(rig.clock.instant());
        assertThat(one.expiresAt().orElseThrow()).isAfter(rig.clock.instant());
    }

    @Test
    void whatIsNotQueuedYetCanBeInNoOrder() {
        rig.start();
        rig.outbox.toCome = 3;

        assertThatThrownBy(() -> rig.dispatch().desk().known())
                .isInstanceOf(QueueIncompleteException.class)
                .hasMessageStartingWith("3 messages of before the start");
        assertThatThrownBy(
                        () ->
                                rig.dispatch()
                                        .desk()
                                        .carryOut(
                                                new Order(
                                                        Order.Kind.HOLD,
                                                        "marie",
                                                        "wrong list",
                                                        Duration.ZERO),
                                                Selection.ALL))
                .isInstanceOf(QueueIncompleteException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # domain      | stream      | copies
                    busy.example  |             | 2
                    busy2.example |             | 1
                    other.example |             | 0
                                  | prospection | 3
                                  | other       | 0
                    """)
    void copiesAreChosenByWhatTheyAre(
            @Nullable String domain, @Nullable String stream, int copies) {
        rig.start();
        rig.send("a@busy.example", "b@Busy.example", "c@busy2.example");
        waits(3);

        assertThat(list(selection(domain, stream, null))).hasSize(copies);
    }

    @Test
    void theListGoesOnWhereThePageBeforeEnded() {
        rig.start();
        rig.send("a@busy.example", "b@busy.example", "c@busy.example");
        waits(3);

        List<WaitingCopy> first = rig.dispatch().desk().list(Selection.ALL, Optional.empty(), 2);
        List<WaitingCopy> second =
                rig.dispatch().desk().list(Selection.ALL, Optional.of(first.getLast().id()), 2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void theSummaryCountsByDomain() {
        rig.start();
        rig.send("a@busy.example", "b@busy.example", "c@busy2.example");
        waits(3);
        order(Order.Kind.HOLD, selection("busy2.example", null, null));

        List<DestinationQueue> all = rig.dispatch().desk().summary();

        assertThat(all)
                .extracting(DestinationQueue::destination)
                .containsExactly("busy.example", "busy2.example");
        assertThat(all.getFirst().count(CopyState.RETRYING)).isEqualTo(2);
        assertThat(all.getFirst().lastReply()).isEqualTo("451 4.7.1 later");
        assertThat(all.getLast().count(CopyState.HELD)).isEqualTo(1);
    }

    @Test
    void whatIsHeldIsNotDeliveredUntilItIsReleased() {
        rig.retry = Duration.ofMillis(50);
        rig.start();
        rig.send("a@busy.example");
        waits(1);
        untilTaken(Order.Kind.HOLD);
        hop.heal("rcpt");

        rig.delivers();
        int received = hop.received.size();
        OrderResult released = order(Order.Kind.RELEASE, Selection.ALL);

        assertThat(received).as("x alone").isEqualTo(1);
        assertThat(released.done()).isEqualTo(1);
        rig.settles("a delivered");
        assertThat(rig.outbox.settled).contains("a held by marie", "a released by marie");
    }

    @Test
    void aHeldCopyDoesNotExpireAndIsNotCountedOut() {
        rig.expireAfter = Duration.ofMillis(300);
        rig.retry = Duration.ofSeconds(20);
        rig.start();
        rig.send("a@busy.example");
        waits(1);
        order(Order.Kind.HOLD, Selection.ALL);
        rig.send("b@busy.example");

        rig.settles("b expired");

        // The report of what expired goes out meanwhile.
        await().untilAsserted(
                        () ->
                                assertThat(list(Selection.ALL))
                                        .extracting(WaitingCopy::state)
                                        .containsExactly(CopyState.HELD));
        await().until(() -> rig.dispatch().stats().queued() == 1);
        assertThat(rig.dispatch().stats().held()).isEqualTo(1);
    }

    @Test
    void aCopyHeldBeforeTheStartIsHeldAfterIt() {
        rig.start();
        QueuedMessage message =
                rig.outbox.message(
                        rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "a", "b"),
                        Octets.of(Rig.MAIL));
        var hold =
                new Intervention(Intervention.Kind.HELD, rig.clock.instant(), "marie", "not yet");
        message.intervene(0, hold).toCompletableFuture().join();

        rig.dispatch().enqueue(message);

        rig.settles("b delivered");
        assertThat(list(Selection.ALL).getFirst().hold()).contains(hold);
        assertThat(hop.received).hasSize(1);
    }

    @Test
    void aRetryDoesNotWaitForItsTime() {
        rig.start();
        rig.send("a@busy.example");
        waits(1);
        hop.heal("rcpt");

        OrderResult retried = order(Order.Kind.RETRY, Selection.ALL);

        assertThat(retried.done()).isEqualTo(1);
        rig.settles("a delivered");
    }

    @Test
    void retriedCopiesAreSpreadOverTheTimeGiven() {
        rig.start();
        rig.send("a@busy.example", "b@busy.example", "c@busy.example", "d@busy.example");
        waits(4);

        rig.dispatch()
                .desk()
                .carryOut(
                        new Order(Order.Kind.RETRY, "marie", "", Duration.ofMinutes(10)),
                        Selection.ALL);

        assertThat(list(Selection.ALL))
                .extracting(copy -> copy.tries().next().orElseThrow())
                .doesNotHaveDuplicates()
                .allMatch(next -> next.isBefore(rig.clock.instant().plusSeconds(600)));
    }

    @Test
    void aCancelledCopyEndsForGoodAndItsSenderIsTold() {
        rig.start();
        rig.send("a@busy.example", "b@busy.example");
        waits(2);

        OrderResult cancelled = order(Order.Kind.CANCEL, Selection.ALL);

        assertThat(cancelled.done()).isEqualTo(2);
        assertThat(rig.outbox.settled)
                .contains("report", "a cancelled 554 5.7.1 cancelled by marie: why not");
        await().until(() -> rig.dispatch().stats().queued() == 0);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::mail)
                .allMatch(mail -> mail.startsWith("MAIL FROM:<>"));
    }

    @Test
    void aHeldCopyCanBeCancelled() {
        rig.start();
        rig.send("a@busy.example");
        waits(1);
        order(Order.Kind.HOLD, Selection.ALL);

        OrderResult cancelled = order(Order.Kind.CANCEL, Selection.ALL);

        assertThat(cancelled.done()).isEqualTo(1);
        assertThat(rig.dispatch().stats().held()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"HOLD", "CANCEL"})
    void whatIsInFlightIsLeftAloneAndNamed(Order.Kind kind) {
        hop.on("dot", ScriptedSmarthost.SILENCE);
        rig.connectionsMax = 1;
        rig.start();
        QueuedMessage message = rig.send("a");
        await().until(() -> hop.received.size() == 1);

        OrderResult result = order(kind, Selection.ALL);

        assertThat(result.done()).isZero();
        assertThat(result.inFlight()).isEqualTo(1);
        assertThat(result.inFlightIds()).hasToString("[" + message.id() + ".0]");
        assertThat(list(Selection.ALL).getFirst().state()).isEqualTo(CopyState.IN_FLIGHT);
        assertThat(rig.outbox.settled).isEmpty();
    }

    @Test
    void aHoldTheSpoolCannotRecordLeavesTheCopyWhereItWas() {
        rig.start();
        rig.send("a@busy.example");
        waits(1);
        rig.outbox.settleFails = true;

        OrderResult result = order(Order.Kind.HOLD, Selection.ALL);

        rig.outbox.settleFails = false;
        assertThat(result.done()).isZero();
        assertThat(result.failed()).isEqualTo(1);
        assertThat(list(Selection.ALL).getFirst().state()).isEqualTo(CopyState.RETRYING);
    }

    @Test
    void aCopyWhoseOutcomeIsNotForcedYetIsNotForgotten() {
        rig.outbox.settleFails = true;
        rig.start();
        QueuedMessage message = rig.send("a");
        await().until(() -> rig.dispatch().stats().unsettled() == 1);

        assertThat(rig.dispatch().desk().known()).hasToString("[" + message.id() + ".0]");

        rig.outbox.settleFails = false;
        rig.settles("a delivered 250 2.0.0 queued");
        await().until(() -> rig.dispatch().desk().known().isEmpty());
    }

    @Test
    void oneCopyOfAMessageIsChosenByItsNumber() {
        rig.start();
        QueuedMessage message = rig.send("a@busy.example", "b@busy.example");
        waits(2);

        order(Order.Kind.HOLD, selection(null, null, message.id()));

        assertThat(list(Selection.ALL))
                .extracting(WaitingCopy::state)
                .containsExactly(CopyState.RETRYING, CopyState.HELD);
    }

    @Test
    void aHoldOrACancellationSaysWhy() {
        for (Order.Kind kind : List.of(Order.Kind.HOLD, Order.Kind.CANCEL)) {
            assertThatThrownBy(() -> new Order(kind, "marie", " ", Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void ordersThatCrossDeliveriesLoseAndDoubleNobody() {
        rig.retry = Duration.ofMillis(5);
        hop.heal("rcpt");
        rig.start();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            names.add("r" + i);
        }
        rig.send(names.toArray(String[]::new));
        for (int i = 0; i < 20; i++) {
            order(Order.Kind.HOLD, Selection.ALL);
            order(Order.Kind.RETRY, Selection.ALL);
            order(Order.Kind.RELEASE, Selection.ALL);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> rig.dispatch().stats().queued() == 0);

        List<String> delivered =
                rig.outbox.settled.stream().filter(line -> line.contains("delivered")).toList();
        assertThat(delivered).hasSize(200);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::rcpt)
                .doesNotHaveDuplicates()
                .hasSize(200);
    }

    /** Holds the copy as soon as it is not in flight. */
    private void untilTaken(Order.Kind kind) {
        await().until(() -> order(kind, Selection.ALL).done() == 1);
    }

    private OrderResult order(Order.Kind kind, Selection selection) {
        return rig.dispatch()
                .desk()
                .carryOut(new Order(kind, "marie", "why not", Duration.ZERO), selection);
    }

    private List<WaitingCopy> list(Selection selection) {
        return rig.dispatch().desk().list(selection, Optional.empty(), 100);
    }

    private void waits(int copies) {
        await().until(() -> rig.dispatch().stats().deferred() == copies);
    }

    /** The second copy of the message, if one is given. */
    private static Selection selection(
            @Nullable String domain, @Nullable String stream, @Nullable MessageId message) {
        return new Selection(
                Optional.ofNullable(domain),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(stream).map(StreamId::new),
                Optional.ofNullable(message),
                message == null ? OptionalInt.empty() : OptionalInt.of(1));
    }
}
