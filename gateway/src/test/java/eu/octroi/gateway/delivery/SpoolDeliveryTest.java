// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.SpoolFiles;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Delivery out of the real spool: what is settled stays settled, what is not goes again. */
final class SpoolDeliveryTest {
    @TempDir Path directory;
    @TempDir Path state;

    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);
    private Spool spool;
    private Delivery delivery;

    @BeforeEach
    void start() {
        spool =
                Spool.open(
                        directory,
                        new SpoolSettings(
                                ByteSize.ofKibibytes(1024),
                                8,
                                new ByteSize(0),
                                64,
                                Duration.ofHours(24),
                                Duration.ofSeconds(10)),
                        SpoolFiles.onDisk(),
                        rig.clock,
                        new SimpleMeterRegistry());
        delivery =
                Delivery.start(
                        new Delivery.Parts(
                                spool,
                                new RecipientPolicy(rig.suppressions, rig.meters),
                                (_, _) -> new PersonKey(1, 2),
                                rig.ids,
                                RandomGenerator.getDefault(),
                                state),
                        rig.settings(),
                        "gate.example",
                        rig.clock,
                        new SimpleMeterRegistry());
        spool.recovered().forEach(delivery::enqueue);
    }

    @AfterEach
    void stop() {
        delivery.drain(Duration.ofSeconds(2));
        delivery.close();
        spool.close();
    }

    private void accept(Acceptance acceptance) {
        delivery.enqueue(
                spool.append(acceptance, Octets.of(Rig.MAIL)).toCompletableFuture().join());
    }

    @Test
    void eachCopyLeavesWithTheSharedEditsAndItsOwn() {
        Acceptance plain = rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "a", "b");
        List<Copy> copies =
                plain.copies().stream()
                        .map(
                                copy ->
                                        new Copy(
                                                copy.to(),
                                                Verdict.Deliver.DELIVER,
                                                "fr-1",
                                                Optional.empty(),
                                                List.of(
                                                        Edit.insert(
                                                                0,
                                                                Octets.of(
                                                                        "X-To: " + copy.to()
                                                                                + "\r\n")))))
                        .toList();
        int end = Rig.MAIL.length();

        accept(
                new Acceptance(
                        plain.id(),
                        plain.acceptedAt(),
                        plain.origin(),
                        plain.from(),
                        false,
                        List.of(Edit.insert(end, Octets.of(".clause\r\n"))),
                        copies,
                        Treatment.NONE));

        await().until(() -> spool.messages() == 0);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::wireBody)
                .containsExactlyInAnyOrder(
                        "X-To: a@client.example\r\n" + Rig.MAIL + "..clause\r\n.\r\n",
                        "X-To: b@client.example\r\n" + Rig.MAIL + "..clause\r\n.\r\n");
    }

    @Test
    void afterARestartOnlyWhatWasNotSettledGoesOut() {
        hop.on("rcpt", line -> line.contains("<b@") ? "450 4.2.1 busy" : null);
        accept(rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "a", "b"));
        await().until(() -> hop.received.size() == 1 && delivery.queue().unsettled() == 0);

        stop();
        hop.heal("rcpt");
        start();

        await().until(() -> spool.messages() == 0);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::rcpt)
                .containsExactly("RCPT TO:<a@client.example>", "RCPT TO:<b@client.example>");
    }

    @Test
    void aBounceLeavesAReportInTheSpoolThatOutlivesARestart() {
        hop.on("rcpt", line -> line.contains("<bad@") ? "550 5.1.1 nobody" : "450 4.2.1 busy");
        accept(rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "bad"));
        await().until(() -> delivery.queue().deferred() == 1 && spool.messages() == 1);

        stop();
        hop.heal("rcpt");
        start();

        await().until(() -> spool.messages() == 0);
        assertThat(hop.received).hasSize(1);
        assertThat(hop.received.getFirst().mail()).startsWith("MAIL FROM:<>");
        assertThat(hop.received.getFirst().wireBody())
                .contains("Final-Recipient: rfc822; bad@client.example")
                .contains("Diagnostic-Code: smtp; 550 5.1.1 nobody")
                .doesNotContain("Hello");
    }
}
