// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.StreamClass;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Delivery against a next hop that answers as told, over real sockets. */
final class DispatchTest {
    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);

    @ParameterizedTest
    @CsvSource({"true,false", "false,false", "true,true", "false,true"})
    void aCopyArrivesOnceAndIsSettled(boolean pipelining, boolean byteWise) {
        hop.capabilities = pipelining ? "PIPELINING\nSIZE 1000000" : "SIZE 1000000";
        hop.byteWise = byteWise;
        rig.start();

        rig.send("x");

        rig.settlesOnly("x delivered 250 2.0.0 queued");
        assertThat(hop.received).hasSize(1);
        assertThat(hop.received.getFirst().mail())
                .isEqualTo("MAIL FROM:<s@acme.example> SIZE=" + Rig.MAIL.length());
        assertThat(hop.received.getFirst().rcpt()).isEqualTo("RCPT TO:<x@client.example>");
        assertThat(hop.received.getFirst().wireBody()).isEqualTo(Rig.MAIL + ".\r\n");
    }

    @Test
    void everyRecipientGetsATransactionOfItsOwn() {
        rig.start();

        rig.send("a", "b", "c");

        rig.settlesOnly(
                "a delivered 250 2.0.0 queued",
                "b delivered 250 2.0.0 queued",
                "c delivered 250 2.0.0 queued");
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::rcpt)
                .doesNotHaveDuplicates();
    }

    @Test
    void connectionsAreKept() {
        rig.connectionsMax = 1;
        rig.start();

        rig.send("a", "b", "c", "d");

        await().until(() -> rig.outbox.settled.size() == 4);
        assertThat(hop.connections).hasValue(1);
    }

    @Test
    void aCopyThatComesWhileAKeptConnectionTakesLeaveGoesOverAnother() {
        rig.idle = Duration.ofMillis(100);
        hop.on("quit", _ -> ScriptedSmarthost.SILENCE);
        rig.start();
        rig.delivers();
        await().until(() -> hop.commands.contains("QUIT"));

        rig.send("y");

        rig.settles("y delivered 250 2.0.0 queued");
        assertThat(rig.count("octroi.bugs")).isZero();
        assertThat(hop.connections).hasValue(2);
    }

    @Test
    void aConnectionCarriesNoMoreMessagesThanAllowed() {
        rig.connectionsMax = 1;
        rig.messagesPerConnectionMax = 2;
        rig.start();

        rig.send("a", "b", "c", "d");

        await().until(() -> rig.outbox.settled.size() == 4);
        assertThat(hop.connections).hasValue(2);
        assertThat(hop.commands).contains("QUIT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # phase | reply                          | pipelining | outcome
                    mail    | 550 5.7.1 not you              | true       | bounced
                    mail    | 550 5.7.1 not you              | false      | bounced
                    rcpt    | 550 5.1.1 nobody               | true       | bounced
                    rcpt    | 550 5.1.1 nobody               | false      | bounced
                    rcpt    | 599 strange                    | true       | bounced
                    data    | 554 5.6.0 no                   | true       | bounced
                    data    | 554 5.6.0 no                   | false      | bounced
                    dot     | 554 5.7.1 spam                 | true       | bounced
                    dot     | 554 5.7.1 spam                 | false      | bounced
                    mail    | 451 4.3.0 later                | true       | delivered
                    mail    | 452 too many                   | false      | delivered
                    rcpt    | 450 4.2.1 later                | true       | delivered
                    rcpt    | 450 4.2.1 later                | false      | delivered
                    rcpt    | 552 too many recipients        | true       | delivered
                    rcpt    | 452 4.5.3 too many             | true       | delivered
                    data    | 451 4.3.0 later                | true       | delivered
                    dot     | 451 4.3.0 later                | true       | delivered
                    dot     | 421 4.3.2 closing              | true       | delivered
                    mail    | 421 4.3.2 closing              | true       | delivered
                    mail    | 530 5.7.0 authenticate         | true       | delivered
                    mail    | 354 what                       | true       | delivered
                    data    | 250 what                       | false      | delivered
                    ehlo    | 550 not now                    | false      | delivered
                    greeting| 554 no service                 | true       | delivered
                    greeting| 421 too busy                   | true       | delivered
                    """)
    void aFirstRefusalEndsTheCopyOrPasses(
            String phase, String reply, boolean pipelining, String outcome) {
        hop.capabilities = pipelining ? "PIPELINING" : "HELP";
        AtomicInteger asked = new AtomicInteger();
        hop.on(phase, _ -> asked.getAndIncrement() == 0 ? reply : null);
        rig.start();

        rig.send("x");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(rig.outbox.settled)
                                        .anyMatch(s -> s.startsWith("x " + outcome)));
        assertThat(rig.outbox.settled.contains("report")).isEqualTo(outcome.equals("bounced"));
        assertThat(rig.count("octroi.delivery.possible.duplicates")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "rcpt, 550 5.1.1 no such user, hard",
        "rcpt, 550 nobody here, hard",
        "rcpt, 550 5.2.2 full for ever, soft",
        "dot, 554 5.7.1 spam, policy",
        "dot, 554 looks like SPAM, policy"
    })
    void aBounceIsCountedByWhatItSaysOfTheAddress(String phase, String reply, String kind) {
        AtomicInteger asked = new AtomicInteger();
        // The report to the sender, which comes after it, arrives.
        hop.on(phase, _ -> asked.getAndIncrement() == 0 ? reply : null);
        rig.start();

        rig.send("x");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> rig.count("octroi.delivery.bounces", "class", kind) == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "ehlo", "mail", "rcpt", "data", "body"})
    void aConnectionLostBeforeTheDotIsTriedAgainAndNoPossibleDouble(String phase) {
        AtomicInteger asked = new AtomicInteger();
        String how = phase.equals("data") ? ScriptedSmarthost.RESET : ScriptedSmarthost.DROP;
        hop.on(phase, _ -> asked.getAndIncrement() == 0 ? how : null);
        rig.start();

        rig.send("x");

        rig.settlesOnly("x delivered 250 2.0.0 queued");
        assertThat(hop.received).hasSize(1);
    }

    @Test
    void aReplyLostAfterTheDotIsTriedAgainAndCounted() {
        AtomicInteger asked = new AtomicInteger();
        hop.on("dot", _ -> asked.getAndIncrement() == 0 ? ScriptedSmarthost.DROP : null);
        rig.start();

        rig.send("x");

        rig.settlesOnly("x delivered 250 2.0.0 queued");
        assertThat(hop.received).hasSize(2);
        assertThat(rig.count("octroi.delivery.possible.duplicates", "cause", "dropped")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "ehlo", "mail", "data", "dot"})
    void silenceTimesOut(String phase) {
        rig.timeout = Duration.ofMillis(150);
        AtomicInteger asked = new AtomicInteger();
        hop.on(phase, _ -> asked.getAndIncrement() == 0 ? ScriptedSmarthost.SILENCE : null);
        rig.start();

        rig.send("x");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> rig.outbox.settled.contains("x delivered 250 2.0.0 queued"));
        double doubles = rig.count("octroi.delivery.possible.duplicates", "cause", "timeout");
        assertThat(doubles).isEqualTo(phase.equals("dot") ? 1 : 0);
    }

    @Test
    void anEmptyMessageEndsDataThatHasNoRecipient() {
        hop.on("rcpt", line -> line.contains("<bad@") ? "550 5.1.1 nobody" : null);
        rig.connectionsMax = 1;
        rig.start();

        rig.send("bad");
        rig.send("good");

        rig.settles("good del");
        rig.settles("bad bounced 550 5.1.1");
        assertThat(hop.commands).contains(".");
        assertThat(hop.received).anyMatch(r -> r.rcpt().contains("good@"));
    }

    @Test
    void aBounceIsReportedToTheSenderAndTheReportIsDelivered() {
        hop.on("rcpt", line -> line.contains("<bad@") ? "550 5.1.1 nobody" : null);
        rig.start();

        rig.send("bad");

        rig.settles("s delivered");
        assertThat(rig.outbox.settled)
                .containsSubsequence("report", "bad bounced 550 5.1.1 nobody");
        assertThat(hop.received)
                .anyMatch(
                        r ->
                                r.mail().startsWith("MAIL FROM:<>")
                                        && r.rcpt().equals("RCPT TO:<s@acme.example>"));
    }

    @Test
    void nothingIsReportedAboutAReportOrToTheNullSender() {
        hop.on("rcpt", "550 5.1.1 nobody");
        rig.start();

        rig.dispatch()
                .enqueue(
                        rig.outbox.message(
                                rig.acceptance(StreamClass.REPORT, "s@acme.example", "x"),
                                Octets.of(Rig.MAIL)));
        rig.dispatch()
                .enqueue(
                        rig.outbox.message(
                                rig.acceptance(StreamClass.TRANSACTIONAL, "", "y"),
                                Octets.of(Rig.MAIL)));

        rig.settlesOnly("x bounced 550 5.1.1 nobody", "y bounced 550 5.1.1 nobody");
    }

    @Test
    void aSmarthostThatWasKilledGetsEverythingOnceItIsBack() throws IOException {
        rig.start();
        rig.send("first");
        await().until(() -> rig.outbox.settled.size() == 1);
        hop.kill();

        for (int i = 0; i < 50; i++) {
            rig.send("n" + i);
        }
        await().until(() -> !rig.dispatch().stats().trouble().isEmpty());
        hop.restart();

        await().atMost(Duration.ofSeconds(30)).until(() -> rig.outbox.settled.size() == 51);
        assertThat(hop.received).hasSize(51);
        assertThat(rig.outbox.settled).allMatch(s -> s.contains(" delivered "));
    }

    @Test
    void aCopyExpiresWithAReportWhileTheRouteIsDown() throws IOException {
        hop.kill();
        rig.expireAfter = Duration.ofMillis(300);
        rig.start();

        rig.send("x");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> rig.outbox.settled.stream().anyMatch(s -> s.startsWith("x expired")));
        assertThat(rig.outbox.settled.getFirst()).isEqualTo("report");
    }

    @Test
    void otherMailIsTriedLongerThanProspecting() throws IOException {
        hop.kill();
        rig.expireAfter = Duration.ofMillis(300);
        rig.othersExpireAfter = Duration.ofHours(1);
        rig.start();

        rig.dispatch()
                .enqueue(
                        rig.outbox.message(
                                rig.acceptance(StreamClass.CUSTOMER, "s@acme.example", "invoice"),
                                Octets.of(Rig.MAIL)));
        rig.send("offer");

        // The report to the sender is no prospecting either.
        rig.settles("offer expired");
        assertThat(rig.outbox.settled).noneMatch(line -> line.startsWith("invoice"));
        assertThat(rig.dispatch().stats().queued()).isEqualTo(2);
    }

    @Test
    void a4yzNeverBouncesBeforeExpiryAndThenExpires() {
        hop.on("rcpt", line -> line.contains("<x@") ? "450 4.2.1 busy" : null);
        rig.expireAfter = Duration.ofMillis(400);
        rig.start();

        rig.send("x");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> rig.outbox.settled.stream().anyMatch(s -> s.startsWith("x expired")));
        assertThat(hop.commands.stream().filter(c -> c.startsWith("RCPT TO:<x@")).count())
                .isGreaterThan(1);
        assertThat(rig.outbox.settled)
                .anyMatch(s -> s.equals("x expired delivery time expired: 450 4.2.1 busy"));
    }

    @Test
    void bareLineEndsAreNeverSent() {
        rig.start();

        rig.sendMail("Subject: x\r\n\r\na\n.\nb\r\n", "x");

        rig.settles("x bounced");
        assertThat(hop.received).noneMatch(r -> r.rcpt().contains("<x@"));
        assertThat(rig.count("octroi.bugs")).isOne();
    }

    @Test
    void whatTheNextHopCannotTakeIsReported() {
        hop.capabilities = "PIPELINING\nSIZE 40";
        rig.start();

        rig.send("big");
        rig.sendMail("é\r\n", "eight");

        await().until(() -> rig.outbox.settled.stream().filter("report"::equals).count() == 2);
        rig.settles("big bounced 554 5.3.4");
        rig.settles("eight bounced 554 5.6.1");
    }

    @Test
    void drainFinishesWhatIsOnTheWireAndTakesNothingNew() {
        rig.connectionsMax = 1;
        AtomicInteger gate = new AtomicInteger();
        hop.on(
                "dot",
                _ -> {
                    await().until(() -> gate.get() == 1);
                    return null;
                });
        rig.start();
        rig.send("a", "b", "c");
        await().until(() -> hop.received.size() == 1);

        Thread drain = Thread.ofVirtual().start(() -> rig.dispatch().drain(Duration.ofSeconds(5)));
        await().until(() -> rig.dispatch().stats().inFlight() == 1);
        gate.set(1);
        await().until(() -> !drain.isAlive());

        assertThat(rig.outbox.settled).containsExactly("a delivered 250 2.0.0 queued");
        assertThat(hop.received).hasSize(1);
    }
}
