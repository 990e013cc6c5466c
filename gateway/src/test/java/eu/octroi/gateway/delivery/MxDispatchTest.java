// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.Smarthost.TlsUse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Delivery to exchangers that a fake DNS names, each on an address of its own. */
final class MxDispatchTest {
    private static final String ZONE =
            """
            a.test MX 10 one.test; a.test MX 20 two.test;
            b.test MX 10 two.test; c.test MX 10 two.test;
            null.test MX 0 .; sick.test CODE 2; private.test MX 10 inside.test;
            one.test A 127.0.0.2; two.test A 127.0.0.3; inside.test A 127.0.0.2
            """;

    @AutoClose private final ScriptedSmarthost one = new ScriptedSmarthost("127.0.0.2", 0);

    @AutoClose private final ScriptedSmarthost two = new ScriptedSmarthost("127.0.0.3", one.port());

    @AutoClose private final FakeDns dns = new FakeDns(ZONE);
    @AutoClose private final Rig rig = new Rig(one.port());

    private void start() {
        rig.dnsPort = dns.port();
        rig.start();
    }

    @Test
    void eachRecipientsMailGoesToTheExchangersOfItsDomain() {
        start();

        rig.send("x@a.test", "y@b.test", "z@B.Test");

        rig.settlesOnly(
                "x delivered 250 2.0.0 queued",
                "y delivered 250 2.0.0 queued",
                "z delivered 250 2.0.0 queued");
        assertThat(one.received).hasSize(1);
        assertThat(two.received).hasSize(2);
        assertThat(one.commands).contains("EHLO gate.example");
    }

    @Test
    void theSecondExchangerIsTakenAtOnceWhenTheFirstIsDown() throws IOException {
        one.kill();
        rig.retry = Duration.ofHours(1);
        start();

        rig.send("x@a.test");

        rig.delivered();
        assertThat(two.received).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"greeting, 554 5.7.1 go away", "greeting, 421 4.3.2 busy", "ehlo, 421 4.3.2 busy"})
    void theSecondExchangerIsTakenAtOnceWhenTheFirstTakesNoSession(String phase, String reply) {
        one.on(phase, reply);
        rig.retry = Duration.ofHours(1);
        start();

        rig.send("x@a.test");

        rig.delivered();
        assertThat(one.received).isEmpty();
        assertThat(two.received).hasSize(1);
    }

    @Test
    void aDestinationIsTriedAgainOnceAllItsExchangersFailed() throws IOException {
        one.kill();
        two.kill();
        start();
        rig.send("x@a.test");
        await().until(() -> rig.dispatch().stats().trouble().startsWith("a.test: "));

        two.restart();

        rig.delivered();
    }

    @ParameterizedTest
    @CsvSource({
        "x@null.test,    x bounced 556 5.1.10 the domain takes no mail",
        "x@missing.test, x bounced 550 5.1.2 the domain does not exist",
        "x@[127.0.0.2],  x bounced 550 5.1.2 address literals get no mail",
    })
    void whatCannotArriveIsReportedWithoutAConnection(String recipient, String outcome) {
        start();

        rig.send(recipient);

        rig.settles(outcome);
        assertThat(rig.outbox.settled.getFirst()).isEqualTo("report");
        assertThat(one.connections).hasValue(0);
        assertThat(two.connections).hasValue(0);
    }

    @Test
    void privateExchangersAreRefusedUnlessAllowed() {
        rig.privateTargets = false;
        start();

        rig.send("x@private.test");

        rig.settles("x bounced 550 5.4.4 the exchangers are on a private network");
        assertThat(one.connections).hasValue(0);
    }

    @Test
    void aSickNameServerBouncesNobody() {
        start();
        rig.send("x@sick.test");
        await().until(() -> rig.dispatch().stats().trouble().contains("451 4.4.3"));
        assertThat(rig.outbox.settled).isEmpty();

        dns.zone("sick.test MX 10 two.test; two.test A 127.0.0.3");

        rig.delivered();
    }

    @Test
    void aDestinationThatIsDownHoldsUpNoOther() throws IOException {
        one.kill();
        dns.zone("down.test MX 10 one.test; one.test A 127.0.0.2;" + ZONE);
        rig.retry = Duration.ofHours(1);
        start();

        for (int i = 0; i < 20; i++) {
            rig.send("late" + i + "@down.test");
        }
        rig.send("x@b.test");

        rig.delivered();
        assertThat(rig.dispatch().stats().queued()).isEqualTo(20);
    }

    @Test
    void destinationsShareTheConnectionsThereAre() {
        rig.limits = new Mx.Limits(1, 5, 100, 0, 20_000);
        start();

        rig.send("a@a.test", "b@b.test", "c@c.test", "d@c.test");

        rig.settlesOnly(
                "a delivered 250 2.0.0 queued",
                "b delivered 250 2.0.0 queued",
                "c delivered 250 2.0.0 queued",
                "d delivered 250 2.0.0 queued");
    }

    @Test
    void domainsBeyondTheLimitWaitForTheirTurn() {
        rig.limits = new Mx.Limits(5, 5, 100, 0, 1);
        rig.idle = Duration.ofMillis(20);
        start();

        rig.send("a@a.test", "b@b.test", "c@c.test");

        rig.settlesOnly(
                "a delivered 250 2.0.0 queued",
                "b delivered 250 2.0.0 queued",
                "c delivered 250 2.0.0 queued");
    }

    @Test
    void aDestinationWithoutWorkIsForgotten() {
        rig.idle = Duration.ofMillis(20);
        start();

        rig.send("x@b.test");

        rig.delivered();
        await().until(
                        () ->
                                rig.meters.get("octroi.delivery.destinations").gauge().value() == 0
                                        && rig.dispatch().stats().connections() == 0);
    }

    @Test
    void aHandshakeThatFailsIsFollowedByAPlainConnectionAtOnce() {
        rig.tls = TlsUse.OPTIONAL;
        rig.retry = Duration.ofHours(1);
        two.capabilities = "PIPELINING\nSTARTTLS";
        AtomicInteger asked = new AtomicInteger();
        two.on("handshake", _ -> asked.getAndIncrement() == 0 ? "break" : null);
        start();

        rig.send("x@b.test");

        rig.delivered();
        assertThat(two.commands.stream().filter("STARTTLS"::equals)).hasSize(1);
    }

    @Test
    void aDestinationAlwaysHearsFromTheSameOfOurAddresses() {
        List<String> ours = List.of("127.0.0.7", "127.0.0.8", "127.0.0.9");
        rig.sources = ours.stream().map(InetAddress::ofLiteral).toList();
        rig.limits = new Mx.Limits(10, 2, 1, 0, 20_000);
        start();

        for (int i = 0; i < 4; i++) {
            rig.send("a@a.test", "b@b.test", "c@c.test");
        }

        await().until(() -> rig.outbox.settled.size() == 12);
        List<String> callers =
                Stream.of(one, two).flatMap(hop -> hop.callers.stream()).distinct().toList();
        assertThat(callers).hasSize(3);
        assertThat(callers.stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .isSubsetOf(ours);
    }

    @Test
    void aConnectionTakesAsManyMessagesAsItMay() {
        rig.limits = new Mx.Limits(5, 1, 2, 0, 20_000);
        start();

        rig.send("a@b.test", "b@b.test", "c@b.test", "d@b.test");

        await().until(() -> rig.outbox.settled.size() == 4);
        assertThat(two.received).hasSize(4);
        assertThat(two.connections).hasValue(2);
    }

    @Test
    void aDestinationThatHadNothingToSendIsKeptToItsPace() {
        rig.limits = new Mx.Limits(5, 1, 1, 1, 20_000);
        start();
        rig.send("x@a.test");
        await().until(() -> rig.outbox.settled.size() == 1);
        await().until(() -> rig.dispatch().stats().connections() == 0);

        rig.send("y@a.test");

        await().during(Duration.ofMillis(200)).until(() -> one.received.size() == 1);
    }

    @Test
    void aCopyThatAPersonWantsTriedAndThatHasNoRouteYetGoesOnceItHasOne() {
        Semaphore mayGoOn = new Semaphore(0);
        one.on(
                "dot",
                _ -> {
                    mayGoOn.acquireUninterruptibly();
                    return null;
                });
        rig.limits = new Mx.Limits(5, 5, 100, 0, 1);
        rig.idle = Duration.ofMillis(20);
        start();
        rig.send("x@a.test");
        await().until(() -> one.received.size() == 1);
        rig.send("y@b.test");

        OrderResult result =
                rig.dispatch()
                        .desk()
                        .carryOut(
                                new Order(Order.Kind.RETRY, "marie", "", Duration.ZERO),
                                Selection.ALL);
        mayGoOn.release();

        assertThat(result.done()).isOne();
        rig.settlesOnly("x delivered 250 2.0.0 queued", "y delivered 250 2.0.0 queued");
    }
}
