// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An exchanger that is slow once: each wait has a limit of its own (H-35). */
final class PatienceTest {
    private static final Duration BRIEF = Duration.ofMillis(200);
    private static final Duration PATIENT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int MORE_THAN_SOCKETS_HOLD = 32 << 20;

    private final ScriptedSmarthost hop = new ScriptedSmarthost();

    @AutoClose
    private final FakeDns dns = new FakeDns("client.example MX 10 mx.test; mx.test A 127.0.0.1");

    @AutoClose private final Rig rig = Rig.before(hop);

    /** Every wait is long, but for the one that is named. */
    private static ClientTimeouts allButOne(String named, Duration brief) {
        return new ClientTimeouts(
                LONG,
                named.equals("GREETING") ? brief : LONG,
                named.equals("COMMAND") ? brief : LONG,
                named.equals("DATA") ? brief : LONG,
                named.equals("BLOCK") ? brief : LONG,
                named.equals("DOT") ? brief : LONG,
                LONG,
                named.equals("ATTEMPT") ? brief : LONG);
    }

    private void start(String brief) {
        rig.waits = Optional.of(allButOne(brief, BRIEF));
        rig.dnsPort = dns.port();
        rig.retry = Duration.ofHours(1);
        rig.start();
    }

    /** Why the copy waits, or why its destination does. */
    private String told() {
        String route = rig.dispatch().stats().trouble();
        return route.isEmpty()
                ? rig.dispatch()
                        .desk()
                        .list(Selection.ALL, Optional.empty(), 1)
                        .getFirst()
                        .tries()
                        .lastReply()
                : route;
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, PIPELINING, GREETING",
        "ehlo,     PIPELINING, COMMAND",
        "mail,     HELP,       COMMAND",
        "rcpt,     HELP,       COMMAND",
        "data,     HELP,       DATA",
        "dot,      HELP,       DOT",
        "data,     PIPELINING, DATA",
        "dot,      PIPELINING, DOT",
        "greeting, PIPELINING, ATTEMPT",
        "mail,     HELP,       ATTEMPT",
        "data,     PIPELINING, ATTEMPT",
        "dot,      PIPELINING, ATTEMPT",
    })
    void eachSilenceEndsAtItsOwnLimit(String phase, String offered, String wait) {
        hop.capabilities = offered;
        hop.on(phase, ScriptedSmarthost.SILENCE);
        start(wait);

        rig.send("x");

        await().untilAsserted(() -> assertThat(told()).contains("no answer in time: " + wait));
        assertThat(rig.count("octroi.delivery.watchdog")).isEqualTo(wait.equals("ATTEMPT") ? 1 : 0);
        assertThat(rig.outbox.settled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLOCK", "ATTEMPT"})
    void anExchangerThatStopsReadingTheMessageIsGivenUp(String wait) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        hop.on(
                "body",
                _ -> {
                    unreadUntil(over);
                    return ScriptedSmarthost.DROP;
                });
        start(wait);

        String line = "x".repeat(70) + "\r\n";
        rig.sendMail(Rig.MAIL + line.repeat(MORE_THAN_SOCKETS_HOLD / line.length()), "x");

        await().untilAsserted(() -> assertThat(told()).contains("no answer in time: " + wait));
        over.countDown();
        assertThat(rig.outbox.settled).isEmpty();
    }

    @Test
    void aLimitIsForOneReplyAndNotForABurst() {
        AtomicInteger asked = new AtomicInteger();
        hop.on("mail", _ -> late(asked)).on("rcpt", _ -> late(asked));
        rig.waits = Optional.of(allButOne("COMMAND", PATIENT));
        rig.dnsPort = dns.port();
        rig.start();

        rig.delivers();

        assertThat(asked).hasValue(2);
        assertThat(hop.connections).hasValue(1);
    }

    /** Well within one limit; two of them are not within it. */
    private static String late(AtomicInteger asked) {
        asked.incrementAndGet();
        unreadFor(PATIENT.multipliedBy(2).dividedBy(3));
        return "250 2.1.0 at last";
    }

    private static void unreadFor(Duration atMost) {
        try {
            assertThat(new CountDownLatch(1).await(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unreadUntil(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
