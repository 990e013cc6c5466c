// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.ClientLimits;
import eu.octroi.gateway.settings.InboundLimits;
import eu.octroi.gateway.settings.Pressure;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Room that runs short is felt in this order: a delay, 452, 421. */
final class BackPressureTest {
    private static final ClientLimits FREE = ServerRig.clients(0, 0, 0, 1_000_000);
    private static final String MAIL = "MAIL FROM:<a@acme.example>";
    private static final Duration DELAY = Duration.ofMillis(150);

    private final AtomicLong now = new AtomicLong();
    private final RecordingTaker spool = new RecordingTaker();
    private final BodyMemory memory = new BodyMemory(100, new SimpleMeterRegistry());
    private final Room room = new Room(memory, spool, Pressure.DEFAULTS, now::get);

    @Test
    void aSpoolThatFillsDelaysMailAndRefusesItWhenItIsFull() {
        try (ServerRig rig = ServerRig.trusting("outil", limits(Duration.ofHours(1)));
                SmtpClient client = rig.greeted()) {
            assertThat(client.ask(MAIL)).startsWith("250");
            assertThat(client.ask("RSET")).startsWith("250");

            rig.taker.fill(80);
            long before = System.nanoTime();
            assertThat(client.ask(MAIL)).startsWith("250");
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(DELAY.toNanos());
            assertThat(client.ask("RSET")).startsWith("250");
            assertThat(limited(rig, "mail_delayed")).isOne();

            rig.taker.fill(100);
            assertThat(client.ask(MAIL)).startsWith("452 4.3.1");
            assertThat(limited(rig, "mail_refused")).isOne();
            try (SmtpClient second = rig.greeted()) {
                assertThat(second.ask(MAIL)).startsWith("452 4.3.1");
            }

            rig.taker.fill(79);
            assertThat(client.ask(MAIL)).startsWith("250");
        }
    }

    @Test
    void whatIsPipelinedBehindADelayedMailIsAnsweredInOrder() {
        try (ServerRig rig = ServerRig.trusting("outil", limits(Duration.ofHours(1)));
                SmtpClient client = rig.greeted()) {
            rig.taker.fill(99);

            assertThat(client.ask(MAIL + "\r\nRCPT TO:<b@b.example>\r\nRSET"))
                    .startsWith("250 2.1.0");
            assertThat(client.reply()).startsWith("250 2.1.5");
            assertThat(client.reply()).startsWith("250 2.0.0");
        }
    }

    @Test
    void aSpoolThatStaysFullTurnsConnectionsAwayAlsoOfTrustedClients() {
        try (ServerRig rig = ServerRig.trusting("outil", limits(Duration.ZERO));
                SmtpClient client = rig.greeted()) {
            rig.taker.fill(100);

            try (SmtpClient second = rig.connect()) {
                assertThat(second.reply()).startsWith("421 4.3.2");
            }
            assertThat(limited(rig, "spool")).isOne();
            assertThat(client.ask(MAIL)).as("who is here already").startsWith("452");

            rig.taker.fill(10);
            try (SmtpClient third = rig.greeted()) {
                assertThat(third.ask(MAIL)).startsWith("250");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "79, NONE",
        "80, DELAYS",
        "89, DELAYS",
        "90, REFUSES",
        "94, REFUSES",
        "95, TURNS_AWAY"
    })
    void theMemoryOfBodiesHasALevelForEach(int octets, Strain strain) {
        memory.reserve(octets);

        assertThat(room.ofMemory()).isEqualTo(strain);
    }

    @Test
    void aSpoolMustBeFullForAWhileBeforeAnybodyIsTurnedAway() {
        spool.fill(100);
        assertThat(room.ofSpool()).isEqualTo(Strain.REFUSES);
        now.addAndGet(TimeUnit.SECONDS.toNanos(30) - 1);
        assertThat(room.ofSpool()).isEqualTo(Strain.REFUSES);
        now.incrementAndGet();
        assertThat(room.ofSpool()).isEqualTo(Strain.TURNS_AWAY);

        spool.fill(99);
        assertThat(room.ofSpool()).isEqualTo(Strain.DELAYS);
        spool.fill(100);
        assertThat(room.ofSpool()).as("begins anew").isEqualTo(Strain.REFUSES);
    }

    private static double limited(ServerRig rig, String limit) {
        return rig.meters.get("octroi.smtp.server.limited").tag("limit", limit).counter().count();
    }

    private static InboundLimits limits(Duration turnAwayAfter) {
        Pressure usual = Pressure.DEFAULTS;
        return ServerRig.with(
                FREE,
                new Pressure(
                        usual.startPercent(),
                        DELAY,
                        usual.refusePercent(),
                        usual.turnAwayPercent(),
                        turnAwayAfter,
                        usual.commandTimeout(),
                        usual.errorsMax()));
    }
}
