// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.RecipientWishes.Moment;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.spool.SpoolFullException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What senders hear while a copy is under way and when it went on, with a real spool (H-46). */
final class DelaysTest {
    private static final Duration A_WHILE = Duration.ofMillis(300);

    @TempDir Path directory;
    @TempDir Path state;

    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);
    private SpooledDelivery real;

    @BeforeEach
    void begin() {
        rig.delayedAfter = Duration.ofMillis(100);
        rig.retry = Duration.ofMillis(20);
        hop.on("rcpt", line -> line.contains("<late@") ? "450 4.2.1 busy" : null);
        start();
    }

    private void start() {
        real = SpooledDelivery.open(rig, directory, state);
    }

    @AfterEach
    void stop() {
        real.close();
    }

    private Acceptance plain(String from) {
        return rig.acceptance(StreamClass.PROSPECTING, from, "late");
    }

    private Acceptance asking(Moment... moments) {
        Acceptance it = plain("s@acme.example");
        RecipientWishes wishes =
                new RecipientWishes(
                        Optional.of(Set.of(moments)), Optional.of("rfc822;tard@client.example"));
        return new Acceptance(
                it.id(),
                it.acceptedAt(),
                it.origin(),
                it.from(),
                false,
                List.of(),
                it.copies(),
                it.treatment(),
                new ReportWishes(Optional.empty(), Optional.empty(), List.of(wishes)));
    }

    private List<String> reports() {
        return hop.received.stream()
                .filter(mail -> mail.mail().startsWith("MAIL FROM:<>"))
                .map(ScriptedSmarthost.Received::wireBody)
                .toList();
    }

    private void hearsNothing() {
        await().during(A_WHILE).until(() -> reports().isEmpty());
    }

    @Test
    void theSenderIsToldOnceOfADelayAndNothingMoreWhenItArrives() {
        Acceptance late = plain("s@acme.example");
        real.accept(late);

        await().until(() -> reports().size() == 1);
        await().during(A_WHILE).until(() -> reports().size() == 1);
        hop.heal("rcpt");
        await().until(() -> real.spool().messages() == 0);

        assertThat(reports())
                .singleElement()
                .asString()
                .contains("Final-Recipient: rfc822; late@client.example")
                .contains("Action: delayed")
                .contains("Status: 4.4.7")
                .contains("Will-Retry-Until: ");
        assertThat(hop.received).hasSize(2);
    }

    @Test
    void nobodyIsToldAgainAfterARestart() {
        real.accept(plain("s@acme.example"));
        await().until(() -> reports().size() == 1 && real.spool().messages() == 1);

        stop();
        start();

        await().during(A_WHILE).until(() -> reports().size() == 1);
        assertThat(real.delivery().queue().queued()).isOne();
    }

    @Test
    void whatFellDueWhileTheProcessWasDownIsToldAfterIt() {
        rig.delayedAfter = Duration.ofMinutes(30);
        stop();
        start();
        real.accept(plain("s@acme.example"));
        await().until(() -> real.delivery().queue().deferred() == 1);

        stop();
        rig.delayedAfter = Duration.ofMillis(100);
        start();

        await().until(() -> reports().size() == 1);
    }

    @Test
    void nobodyIsToldWithTheRoomThatIsKeptForOutcomes() {
        rig.delayedAfter = Duration.ofMinutes(30);
        stop();
        start();
        real.accept(plain("s@acme.example"));
        fill();

        stop();
        rig.delayedAfter = Duration.ofMillis(100);
        start();

        await().until(() -> Files.exists(state.resolve("told-of-delays")));
        hearsNothing();
        assertThat(real.spool().isWritable()).isFalse();
    }

    private void fill() {
        Octets large = Octets.of(new byte[400_000]);
        await().until(
                        () ->
                                real.spool()
                                                .append(plain("s@acme.example"), large)
                                                .handle((_, failure) -> failure)
                                                .toCompletableFuture()
                                                .join()
                                        instanceof SpoolFullException);
    }

    @Test
    void aCrashAfterTheMarkTellsNobodyTwice() {
        stop();
        new DelayMarkFile(state.resolve("told-of-delays")).write(Instant.now().plusSeconds(5));
        start();

        real.accept(plain("s@acme.example"));

        hearsNothing();
    }

    @Test
    void whoDidNotAskForDelaysHearsOfNone() {
        real.accept(asking(Moment.FAILURE, Moment.SUCCESS));

        hearsNothing();
    }

    @Test
    void whoAskedForDelaysHearsOfThem() {
        real.accept(asking(Moment.DELAY));

        await().until(() -> reports().size() == 1);
        assertThat(reports().getFirst())
                .contains("Original-Recipient: rfc822;tard@client.example")
                .contains("Action: delayed");
    }

    @Test
    void aReportThatIsLateIsReportedToNobody() {
        real.accept(plain(""));

        hearsNothing();
    }

    @Test
    void nobodyIsToldWhereTheDelayIsTheLifetime() {
        rig.delayedAfter = rig.expireAfter;
        stop();
        start();

        real.accept(plain("s@acme.example"));

        hearsNothing();
    }

    @Test
    void whoAskedForSuccessHearsThatTheCopyWentOn() {
        hop.capabilities = "PIPELINING\nDSN";
        hop.heal("rcpt");

        real.accept(asking(Moment.SUCCESS));

        await().until(() -> real.spool().messages() == 0 && reports().size() == 1);
        assertThat(hop.received.getFirst().rcpt())
                .isEqualTo(
                        "RCPT TO:<late@client.example> NOTIFY=NEVER"
                                + " ORCPT=rfc822;tard@client.example");
        assertThat(reports().getFirst())
                .contains("Original-Recipient: rfc822;tard@client.example")
                .contains("Final-Recipient: rfc822; late@client.example")
                .contains("Action: relayed")
                .contains("Status: 2.0.0")
                .contains("Diagnostic-Code: smtp; 250 2.0.0 queued");
    }

    @Test
    void aMarkThatCannotBeReadEndsTheStart() throws Exception {
        DelayMarkFile mark = new DelayMarkFile(state.resolve("broken"));
        Files.writeString(mark.file(), "yesterday");

        assertThat(org.assertj.core.api.Assertions.catchThrowable(mark::read))
                .isInstanceOf(DeliveryException.class);
    }
}
