// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Delivery out of the real spool: what is settled stays settled, what is not goes again. */
final class SpoolDeliveryTest {
    @TempDir Path directory;
    @TempDir Path state;

    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);
    private SpooledDelivery real;

    @BeforeEach
    void start() {
        real = SpooledDelivery.open(rig, directory, state);
    }

    @AfterEach
    void stop() {
        real.close();
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

        real.accept(
                new Acceptance(
                        plain.id(),
                        plain.acceptedAt(),
                        plain.origin(),
                        plain.from(),
                        false,
                        List.of(Edit.insert(end, Octets.of(".clause\r\n"))),
                        copies,
                        Treatment.NONE));

        await().until(() -> real.spool().messages() == 0);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::wireBody)
                .containsExactlyInAnyOrder(
                        "X-To: a@client.example\r\n" + Rig.MAIL + "..clause\r\n.\r\n",
                        "X-To: b@client.example\r\n" + Rig.MAIL + "..clause\r\n.\r\n");
    }

    @Test
    void afterARestartOnlyWhatWasNotSettledGoesOut() {
        hop.on("rcpt", line -> line.contains("<b@") ? "450 4.2.1 busy" : null);
        real.accept(rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "a", "b"));
        await().until(() -> hop.received.size() == 1 && real.delivery().queue().unsettled() == 0);

        stop();
        hop.heal("rcpt");
        start();

        await().until(() -> real.spool().messages() == 0);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::rcpt)
                .containsExactly("RCPT TO:<a@client.example>", "RCPT TO:<b@client.example>");
    }

    @Test
    void aBounceLeavesAReportInTheSpoolThatOutlivesARestart() {
        hop.on("rcpt", line -> line.contains("<bad@") ? "550 5.1.1 nobody" : "450 4.2.1 busy");
        real.accept(rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "bad"));
        await().until(
                        () ->
                                real.delivery().queue().deferred() == 1
                                        && real.spool().messages() == 1);

        stop();
        hop.heal("rcpt");
        start();

        await().until(() -> real.spool().messages() == 0);
        assertThat(hop.received).hasSize(1);
        assertThat(hop.received.getFirst().mail()).startsWith("MAIL FROM:<>");
        assertThat(hop.received.getFirst().wireBody())
                .contains("Final-Recipient: rfc822; bad@client.example")
                .contains("Diagnostic-Code: smtp; 550 5.1.1 nobody")
                .doesNotContain("Hello");
    }
}
