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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** H-20: what counts is the size with our own words in it. */
    @Test
    void aMessageThatOutgrowsTheNextHopByOurEditsIsNotSent() {
        hop.capabilities = "PIPELINING\nSIZE " + (Rig.MAIL.length() + 5);
        Acceptance plain = rig.acceptance(StreamClass.PROSPECTING, "", "fits");
        Acceptance edited = rig.acceptance(StreamClass.PROSPECTING, "", "outgrows");

        real.accept(plain);
        real.accept(
                new Acceptance(
                        edited.id(),
                        edited.acceptedAt(),
                        edited.origin(),
                        edited.from(),
                        false,
                        List.of(Edit.insert(Rig.MAIL.length(), Octets.of("clause\r\n"))),
                        edited.copies(),
                        Treatment.NONE));

        await().until(() -> real.spool().messages() == 0);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::rcpt)
                .containsExactly("RCPT TO:<fits@client.example>");
        assertThat(hop.commands).noneMatch(command -> command.contains("outgrows"));
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

    /** S5, D9: one flipped bit costs one message, which is never sent as it is now. */
    @Test
    void aCopyThatHasRottedIsNotSentAndItsSenderIsTold() throws IOException {
        hop.on("rcpt", "450 4.2.1 busy");
        real.accept(rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "rotten"));
        await().until(() -> real.delivery().queue().deferred() == 1);
        flipABitOf("Subject: Hi");
        real.accept(rig.acceptance(StreamClass.PROSPECTING, "", "sound"));

        hop.heal("rcpt");

        await().until(() -> real.spool().messages() == 0);
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::rcpt)
                .containsExactlyInAnyOrder(
                        "RCPT TO:<sound@client.example>", "RCPT TO:<s@acme.example>");
        assertThat(hop.received)
                .extracting(ScriptedSmarthost.Received::wireBody)
                .anyMatch(body -> body.contains("Diagnostic-Code: x-octroi; 554 5.3.0"));
        try (Stream<Path> setAside = Files.list(directory.resolve("quarantine"))) {
            assertThat(setAside).hasSize(1);
        }
    }

    /** Of the only place where the spool holds these words. */
    private void flipABitOf(String words) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] octets = Files.readAllBytes(file);
                int at = Octets.of(octets, 0, octets.length).latin1().indexOf(words);
                if (at >= 0) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.wrap(new byte[] {(byte) (octets[at] ^ 1)}), at);
                    }
                    return;
                }
            }
        }
        throw new IllegalStateException("not in the spool: " + words);
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
