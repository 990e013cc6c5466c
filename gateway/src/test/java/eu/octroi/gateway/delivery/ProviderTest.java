// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.ProviderProfile;
import eu.octroi.gateway.settings.ProviderProfile.Pause;
import eu.octroi.gateway.settings.ProviderProfiles;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** What a provider with several domains gets at once, and when it gets nothing (H-44). */
final class ProviderTest {
    private static final String ZONE =
            """
            one.test MX 10 in1.big.test; two.test MX 10 in2.big.test;
            other.test MX 10 mx.other.test; mx.other.test A 127.0.0.3;
            in1.big.test A 127.0.0.2; in2.big.test A 127.0.0.2
            """;

    @AutoClose private final ScriptedSmarthost big = new ScriptedSmarthost("127.0.0.2", 0);

    @AutoClose
    private final ScriptedSmarthost other = new ScriptedSmarthost("127.0.0.3", big.port());

    @AutoClose private final FakeDns dns = new FakeDns(ZONE);
    @AutoClose private final Rig rig = new Rig(big.port());

    private void start(int connections, int perConnection, int perMinute, Duration... pauses) {
        List<Pause> pause =
                pauses.length == 0
                        ? List.of()
                        : List.of(new Pause("4.7.28", pauses[0], pauses[pauses.length - 1]));
        ProviderProfile profile =
                new ProviderProfile(
                        "big",
                        List.of("big.test"),
                        List.of(),
                        connections,
                        perConnection,
                        perMinute,
                        pause);
        start(new ProviderProfiles(List.of(profile)));
    }

    private void start(ProviderProfiles profiles) {
        rig.providers = profiles;
        rig.dnsPort = dns.port();
        rig.start();
    }

    private void sendToBoth(int each) {
        for (int i = 0; i < each; i++) {
            rig.send("a" + i + "@one.test", "b" + i + "@two.test");
        }
    }

    @Test
    void twoDomainsOfOneProviderShareItsConnections() {
        Semaphore mayGoOn = new Semaphore(0);
        big.on(
                "dot",
                _ -> {
                    mayGoOn.acquireUninterruptibly();
                    return null;
                });
        start(2, 4, 0);

        sendToBoth(10);

        await().until(() -> big.received.size() == 2);
        await().during(Duration.ofMillis(200)).until(() -> big.received.size() == 2);
        mayGoOn.release(100);
        await().until(() -> rig.outbox.settled.size() == 20);
        assertThat(big.mostAtOnce).hasValue(2);
        assertThat(big.received).extracting(ScriptedSmarthost.Received::rcpt).hasSize(20);
    }

    @Test
    void aConnectionEndsAfterAsManyMessagesAsTheProviderTakes() {
        start(1, 3, 0);

        rig.send("a@one.test", "b@one.test", "c@one.test", "d@one.test", "e@one.test");

        await().until(() -> rig.outbox.settled.size() == 5);
        assertThat(big.connections).hasValue(2);
        assertThat(big.commands).contains("QUIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "ehlo", "mail", "rcpt", "data", "dot"})
    void oneReplyPausesAllDomainsOfTheProviderAndNobodyElse(String phase) {
        big.on(phase, "421 4.7.28 unusual rate");
        start(1, 100, 0, Duration.ofHours(1));
        rig.send("x@one.test");
        await().until(() -> rig.count("octroi.delivery.pauses", "provider", "big") == 1);
        int connections = big.connections.get();

        sendToBoth(5);
        rig.send("y@other.test");

        rig.settlesOnly("y delivered 250 2.0.0 queued");
        await().during(Duration.ofMillis(200)).until(() -> big.connections.get() == connections);
        assertThat(rig.dispatch().stats().queued()).isEqualTo(11);
        assertThat(rig.dispatch().stats().trouble()).contains("421 4.7.28 unusual rate");
    }

    @Test
    void afterThePauseOneConnectionProbesAndTheOthersFollow() {
        AtomicInteger asked = new AtomicInteger();
        big.on("mail", _ -> asked.getAndIncrement() < 2 ? "451 4.7.28 later" : null);
        rig.retry = Duration.ofMillis(1);
        start(2, 100, 0, Duration.ofMillis(50), Duration.ofSeconds(1));

        sendToBoth(10);

        await().until(() -> rig.outbox.settled.size() == 20);
        assertThat(rig.count("octroi.delivery.pauses", "provider", "big")).isBetween(1.0, 2.0);
        assertThat(big.mostAtOnce).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void copiesDoNotOutliveTheirTimeBecauseTheirProviderIsPaused() {
        big.on("greeting", "421 4.7.28 unusual rate");
        rig.expireAfter = Duration.ofMillis(400);
        start(1, 100, 0, Duration.ofHours(1));

        rig.send("x@one.test");

        rig.settles("x expired delivery time expired: 421 4.7.28 unusual rate");
    }

    @Test
    void noMoreMessagesBeginInAMinuteThanTheProviderTakes() {
        start(2, 100, 1);

        sendToBoth(2);
        rig.send("y@other.test");

        await().until(() -> rig.outbox.settled.size() == 2);
        await().during(Duration.ofMillis(200)).until(() -> big.received.size() == 1);
        assertThat(rig.outbox.settled).contains("y delivered 250 2.0.0 queued");
    }

    @Test
    void aDomainHostedAtGoogleWorkspaceCountsAsGmail() {
        dns.zone("acme.test MX 1 aspmx.l.google.com; aspmx.l.google.com A 127.0.0.2");
        start(ProviderProfiles.shipped());

        rig.send("x@acme.test");

        rig.delivered();
        assertThat(rig.count("octroi.delivery.attempts", "provider", "gmail")).isOne();
    }

    @Test
    void aDomainIsRecognisedWhereItsExchangersAreNot() {
        dns.zone("wanadoo.fr MX 1 mx.other.test; mx.other.test A 127.0.0.2");
        start(ProviderProfiles.shipped());

        rig.send("x@wanadoo.fr", "y@other.test");

        rig.delivered();
        assertThat(rig.count("octroi.delivery.attempts", "provider", "orange")).isOne();
    }

    @Test
    void whoHasNoProfileIsCountedAsDefault() {
        start(ProviderProfiles.shipped());

        rig.send("x@other.test");

        rig.delivered();
        assertThat(other.received).hasSize(1);
        assertThat(rig.count("octroi.delivery.attempts", "provider", "default")).isOne();
    }
}
