// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.session.Account;
import eu.octroi.gateway.session.Admission;
import eu.octroi.gateway.session.Peer;
import eu.octroi.gateway.settings.ClientLimits;
import eu.octroi.gateway.settings.InboundLimits;
import eu.octroi.gateway.settings.Pressure;
import eu.octroi.gateway.smtp.Replies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits that hold one client to its share, one test for each. */
final class AbuseLimitsTest {
    private static final String LIMITED = "octroi.smtp.server.limited";
    private static final ClientLimits FREE = ServerRig.clients(0, 0, 0, 1_000_000);
    private static final CredentialId OUTIL = new CredentialId("outil");
    private static final Clock STANDING = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void theAddressesOfAnIpv6BlockCountAsOneAndItsNeighbourDoesNot() throws Exception {
        ClientLimiter limiter =
                limiter(ServerRig.with(ServerRig.clients(2, 0, 0, 1), Pressure.DEFAULTS));

        assertThat(limiter.enter(stranger("2001:db8:0:1::1"))).isEmpty();
        assertThat(limiter.enter(stranger("2001:db8:0:1:ffff::2"))).isEmpty();

        assertThat(limiter.enter(stranger("2001:db8:0:1:aaaa:bbbb:cccc:3")))
                .contains(Replies.TOO_OFTEN_FROM_ADDRESS);
        assertThat(limiter.enter(stranger("2001:db8:0:2::1"))).isEmpty();
        assertThat(limiter.addresses()).isEqualTo(2);
    }

    @Test
    void openConnectionsOfAnIpv6BlockAreCountedTogether() throws Exception {
        ClientLimiter limiter = limiter(ServerRig.with(FREE, Pressure.DEFAULTS));
        for (int i = 0; i < ServerRig.LIMITS.connectionsPerAddressMax() - 1; i++) {
            limiter.enter(stranger("2001:db8::" + Integer.toHexString(i)));
        }

        assertThat(limiter.addresses()).isOne();
    }

    @Test
    void anAddressHasItsNewConnectionsPerMinute() {
        try (ServerRig rig = rig(ServerRig.clients(2, 0, 0, 1_000_000))) {
            for (int i = 0; i < 2; i++) {
                try (SmtpClient client = rig.connect()) {
                    assertThat(client.reply()).startsWith("220");
                }
            }

            try (SmtpClient third = rig.connect()) {
                assertThat(third.reply()).startsWith("421 4.7.0 Too many new connections");
            }
            assertThat(rig.count(LIMITED, "limit", "connections_per_minute")).isOne();
        }
    }

    @Test
    void anAddressHasItsMessagesPerMinuteWhateverItsCredential() throws Exception {
        ClientLimiter limiter =
                limiter(ServerRig.with(ServerRig.clients(0, 2, 0, 1), Pressure.DEFAULTS));
        Peer client = stranger("192.0.2.1");

        assertThat(limiter.message(client, OUTIL)).isEqualTo(Admission.GRANTED);
        assertThat(limiter.message(client, new CredentialId("other"))).isEqualTo(Admission.GRANTED);
        assertThat(limiter.message(client, new CredentialId("third")))
                .isEqualTo(Admission.TOO_FAST);
        assertThat(limiter.message(stranger("192.0.2.2"), OUTIL)).isEqualTo(Admission.GRANTED);
        assertThat(limited("messages_per_minute")).isOne();
    }

    @Test
    void anAddressHasItsRecipientsPerMinuteAndIsPostponedBeforeAnyoneIsLookedUp() {
        try (ServerRig rig = rig(ServerRig.clients(0, 0, 2, 1_000_000));
                SmtpClient client = rig.greeted()) {
            client.ask("MAIL FROM:<a@acme.example>");
            assertThat(client.ask("RCPT TO:<a@b.example>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<b@b.example>")).startsWith("250");

            assertThat(client.ask("RCPT TO:<opposed@b.example>")).startsWith("450 4.7.1 Too many");
            assertThat(rig.refusals).isEmpty();
            assertThat(client.ask("DATA")).startsWith("354");
        }
    }

    @Test
    void aCredentialHasItsRecipientsPerMinuteFromWhateverAddresses() throws Exception {
        ClientLimiter limiter =
                limiter(ServerRig.with(ServerRig.clients(0, 0, 2, 1), Pressure.DEFAULTS));

        assertThat(limiter.recipient(stranger("192.0.2.1"), OUTIL)).isTrue();
        assertThat(limiter.recipient(stranger("192.0.2.2"), OUTIL)).isTrue();
        assertThat(limiter.recipient(stranger("192.0.2.3"), OUTIL)).isFalse();
        assertThat(limiter.recipient(stranger("192.0.2.3"), new CredentialId("other"))).isTrue();
    }

    @Test
    void junkCommandsCloseTheConnection() {
        try (ServerRig rig = rig(ServerRig.clients(0, 0, 0, 3));
                SmtpClient client = rig.greeted()) {
            for (int i = 0; i < 2 + ServerRig.LIMITS.errorsMax(); i++) {
                assertThat(client.ask("NOOP")).startsWith("250");
            }

            assertThat(client.ask("NOOP")).startsWith("421 4.7.0");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aCommandThatCreepsIsCutOffAndOneThatIsTypedIsNot() {
        IdleGuard guard = new IdleGuard(InboundLimits.DEFAULTS, 0);
        guard.begun(0);
        guard.octets(5_000);
        assertThat(guard.expired(seconds(10), false, false)).isEmpty();

        assertThat(guard.expired(seconds(11), false, false)).contains("command-rate");

        guard.progress(seconds(11));
        guard.begun(seconds(11));
        guard.octets(1);
        assertThat(guard.expired(seconds(20), false, false)).isEmpty();
        assertThat(guard.expired(seconds(21), false, false)).contains("command-rate");
    }

    @Test
    void aMessageThatCreepsIsCutOff() {
        InboundLimits limits = InboundLimits.DEFAULTS;
        long period = limits.dataTimeout().toSeconds();
        IdleGuard guard = new IdleGuard(limits, 0);

        guard.octets((int) period * limits.clients().bodyRateMin());
        assertThat(guard.expired(seconds(period), true, false)).isEmpty();
        guard.octets((int) period * limits.clients().bodyRateMin() - 1);
        assertThat(guard.expired(seconds(2 * period), true, false)).contains("body");
    }

    @Test
    void underPressureTheNextCommandIsAwaitedAMinuteAndNotFive() {
        IdleGuard guard = new IdleGuard(InboundLimits.DEFAULTS, 0);

        assertThat(guard.expired(seconds(59), false, true)).isEmpty();
        assertThat(guard.expired(seconds(60), false, false)).isEmpty();
        assertThat(guard.expired(seconds(60), false, true)).contains("command");
        assertThat(guard.lookEvery()).isLessThan(IdleGuard.TYPING);
    }

    @Test
    void whoComesUnderPressureMayErrTwice() {
        InboundLimits four = ServerRig.with(4, 1, FREE, pressure(50));
        try (ServerRig rig = ServerRig.trusting("outil", four);
                SmtpClient first = rig.greeted();
                SmtpClient second = rig.greeted()) {
            for (int i = 0; i < 3; i++) {
                assertThat(first.ask("FOO")).startsWith("500");
            }
            assertThat(second.ask("FOO")).startsWith("500");
            assertThat(second.ask("FOO")).startsWith("500");
            assertThat(second.ask("FOO")).startsWith("421 4.7.0");
        }
    }

    @Test
    void whenTheMemoryOfBodiesRunsShortNewConnectionsComeLater() throws Exception {
        BodyMemory memory = new BodyMemory(100, meters);
        ClientLimiter limiter = limiter(ServerRig.with(FREE, Pressure.DEFAULTS), memory);

        assertThat(limiter.enter(stranger("192.0.2.1"))).isEmpty();
        memory.reserve(95);

        assertThat(limiter.enter(stranger("192.0.2.1"))).contains(Replies.TOO_BUSY);
        assertThat(meters.get("octroi.smtp.server.pressure").gauge().value()).isOne();
        assertThat(limited("memory")).isOne();
        memory.release(95);
        assertThat(limiter.enter(stranger("192.0.2.1"))).isEmpty();
        assertThat(limiter.open()).isEqualTo(2);
    }

    /** P6: a quarter of a million addresses, and what is kept of them. */
    @Test
    void addressesThatAreMadeUpTakeNoMemoryAndLockNobodyOut() throws Exception {
        ClientLimiter limiter =
                limiter(ServerRig.with(ServerRig.clients(60, 60, 60, 1), Pressure.DEFAULTS));
        LoginFailures failures = new LoginFailures(ClientLimits.DEFAULTS, STANDING);
        byte[] address = InetAddress.getByName("2001:db8::1").getAddress();
        for (int i = 0; i < 250_000; i++) {
            address[2] = (byte) (i >> 16);
            address[3] = (byte) (i >> 8);
            address[4] = (byte) i;
            Peer madeUp = Peer.arrived(InetAddress.getByAddress(address), Optional.empty(), false);
            assertThat(limiter.enter(madeUp)).isEmpty();
            limiter.leave(madeUp.client());
        }
        for (int i = 0; i < 65_536; i++) {
            failures.failed(Slots.keyOf("nobody" + i));
        }

        assertThat(limiter.addresses()).isZero();
        assertThat(limiter.open()).isZero();
        assertThat(limiter.enter(stranger("192.0.2.1"))).isEmpty();
        assertThat(failures.isLocked(Slots.keyOf("outil"))).isFalse();
    }

    @Test
    void trustedNetworksAreSparedOutOfTheBox() {
        InboundLimits shipped = InboundLimits.DEFAULTS;
        int sessions = shipped.connectionsPerAddressMax() + 1;
        List<SmtpClient> crowd = new ArrayList<>();
        try (ServerRig rig = ServerRig.trusting("outil", shipped)) {
            for (int i = 0; i < sessions; i++) {
                crowd.add(rig.connect());
            }

            assertThat(crowd).allMatch(client -> client.reply().startsWith("220"));
        } finally {
            crowd.forEach(SmtpClient::close);
        }
    }

    @Test
    void aThousandSessionsOfATrustedNetworkAreTakenAndOneOfAStrangerIsNotThen() throws Exception {
        ClientLimiter limiter = limiter(InboundLimits.DEFAULTS);
        Peer trusted = trusted();
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.enter(trusted)).isEmpty();
            assertThat(limiter.message(trusted, OUTIL)).isEqualTo(Admission.GRANTED);
        }

        assertThat(limiter.presses(trusted)).isFalse();
        assertThat(limiter.presses(stranger("192.0.2.1"))).isTrue();
        assertThat(limiter.enter(stranger("192.0.2.1"))).contains(Replies.TOO_MANY_CONNECTIONS);
    }

    private ClientLimiter limiter(InboundLimits limits) {
        return limiter(limits, new BodyMemory(1_000, meters));
    }

    private ClientLimiter limiter(InboundLimits limits, BodyMemory memory) {
        Room room = new Room(memory, new RecordingTaker(), limits.pressure(), () -> 0);
        return new ClientLimiter(limits, room, STANDING, new ServerMeters(meters));
    }

    private static Pressure pressure(int startPercent) {
        Pressure usual = Pressure.DEFAULTS;
        return new Pressure(
                startPercent,
                usual.mailDelay(),
                usual.refusePercent(),
                usual.turnAwayPercent(),
                usual.turnAwayAfter(),
                usual.commandTimeout(),
                usual.errorsMax());
    }

    private double limited(String limit) {
        return meters.get(LIMITED).tag("limit", limit).counter().count();
    }

    private static ServerRig rig(ClientLimits clients) {
        return ServerRig.trusting("outil", ServerRig.with(clients, Pressure.DEFAULTS));
    }

    private static Peer stranger(String address) throws UnknownHostException {
        return Peer.arrived(InetAddress.getByName(address), Optional.empty(), false);
    }

    private static Peer trusted() {
        Account account = new Accounts(ServerRig.anySettings(), _ -> ServerRig.ACME).of(OUTIL);
        return Peer.arrived(InetAddress.getLoopbackAddress(), Optional.of(account), false);
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
