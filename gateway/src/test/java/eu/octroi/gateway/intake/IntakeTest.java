// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static eu.octroi.gateway.intake.Company.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.smtp.Reply;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** From end of data to the reply: 250 for what is forced, and for nothing else. */
final class IntakeTest {
    private static final PersonKeys BROKEN =
            (_, _) -> {
                throw new IllegalStateException("made by the test");
            };

    private static Company acme;

    @BeforeAll
    static void found(@TempDir Path directory) throws IOException {
        acme = Company.in(directory);
    }

    @Test
    void nothingIsPromisedBeforeTheForce() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            Submission submission = acme.sending("offers", "bob@client.example");
            rig.files.holdForces();

            CompletableFuture<Reply> reply = rig.begin(submission, mail());

            await().until(() -> rig.files.forcesWaiting() == 1);
            assertThat(reply).isNotDone();
            assertThat(rig.queuedIds()).doesNotContain(submission.id());

            rig.files.releaseForces();

            assertThat(IntakeRig.text(reply))
                    .isEqualTo("250 2.0.0 OK accepted (ref " + submission.id() + ")");
            assertThat(rig.queuedIds()).endsWith(submission.id()).hasSize(2);
            for (int luck = 0; luck < 20; luck++) {
                assertThat(IntakeRig.recovered(rig.files.afterPowerLoss(new Random(luck))))
                        .containsExactlyInAnyOrderElementsOf(rig.queuedIds());
            }
        }
    }

    @Test
    void aFailedForceIsTemporaryAndNothingOfItComesBack() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            rig.files.failForces(1);

            assertThat(rig.take(acme.sending("offers", "bob@client.example"), mail()))
                    .startsWith("451 4.3.0");

            await().until(rig.spool::isWritable);
            assertThat(rig.take(acme.sending("offers", "eve@client.example"), mail()))
                    .startsWith("250");
            assertThat(rig.queued).hasSize(2);
            assertThat(rig.count("octroi.messages.not.kept")).isOne();
            assertThat(rig.count("octroi.bugs")).isZero();
            assertThat(IntakeRig.recovered(rig.files.afterKill()))
                    .containsExactlyInAnyOrderElementsOf(rig.queuedIds());
        }
    }

    @Test
    void aFullSpoolRefusesForNowAndTakesAgainOnceThereIsRoom() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            rig.spool.ledgerCommitted(Long.MAX_VALUE);
            Octets large = large(100);
            List<MessageId> promised = new ArrayList<>(rig.queuedIds());

            await().until(() -> takes(rig, large, promised).startsWith("452 4.3.1"));

            assertThat(rig.queuedIds()).containsExactlyElementsOf(promised).hasSizeGreaterThan(2);
            assertThat(IntakeRig.recovered(rig.files.afterKill()))
                    .containsExactlyInAnyOrderElementsOf(promised);
            rig.queued.forEach(rig::settle);
            await().until(rig.spool::isWritable);
            assertThat(takes(rig, large, promised)).startsWith("250");
        }
    }

    @Test
    void whatIsLargerThanASegmentIsRefusedForGood() {
        try (IntakeRig rig = IntakeRig.of(acme.parts())) {
            String reply = rig.take(acme.sending("offers", "bob@client.example"), large(140));

            assertThat(reply).isEqualTo("552 5.3.4 Message too big for so many recipients");
            assertThat(rig.queued).isEmpty();
        }
    }

    @Test
    void whenTheEditorsAreBusyALargeMessageComesAgainAndASmallOneIsTaken() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (ThreadPoolExecutor one =
                        new ThreadPoolExecutor(
                                1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
                IntakeRig rig = IntakeRig.of(acme.parts(), one)) {
            one.execute(() -> awaitQuietly(busy));

            String[] three = {"a@client.example", "b@client.example", "c@client.example"};
            assertThat(rig.take(acme.sending("offers", three), mail())).startsWith("452 4.3.1");
            assertThat(rig.take(acme.sending("offers", "bob@client.example"), mail()))
                    .startsWith("250");

            busy.countDown();
            await().until(() -> one.getActiveCount() == 0);
            assertThat(rig.take(acme.sending("offers", three), mail())).startsWith("250");
            assertThat(rig.queued).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aFaultOfOursIsTemporaryAndCounted(int recipients) {
        try (IntakeRig rig = IntakeRig.of(acme.parts(BROKEN))) {
            String[] to = {"a@client.example", "b@client.example", "c@client.example"};
            Submission submission = acme.sending("offers", Arrays.copyOf(to, recipients));

            assertThat(rig.take(submission, mail())).startsWith("451 4.3.0");

            assertThat(rig.count("octroi.bugs")).isOne();
            assertThat(rig.queued).isEmpty();
            assertThat(rig.spool.messages()).isZero();
        }
    }

    @Test
    void aFaultBehindTheForceIsCountedAndTheMailIsKeptForTheNextStart() {
        try (IntakeRig rig =
                IntakeRig.telling(
                        acme.parts(),
                        _ -> {
                            throw new IllegalStateException("made by the test");
                        })) {
            Submission submission = acme.sending("offers", "bob@client.example");

            assertThat(rig.take(submission, mail())).startsWith("451 4.3.0");

            assertThat(rig.count("octroi.bugs")).isOne();
            assertThat(IntakeRig.recovered(rig.files.afterKill())).containsExactly(submission.id());
        }
    }

    @Test
    void aMessageNotTakenIsToldForEachRecipientAndLeavesNothing() {
        try (IntakeRig rig = IntakeRig.of(acme.parts())) {
            Submission submission = acme.sending("offers", "bob@client.example", "eve@c.example");

            String reply = rig.take(submission, Company.mailFrom("ann@elsewhere.example"));

            assertThat(reply)
                    .startsWith("550 5.7.1 [unsigned-domain] From is not in a domain of acme")
                    .endsWith("(ref " + submission.id() + ")");
            assertThat(rig.refused)
                    .containsExactly(
                            "bob@client.example unsigned-domain", "eve@c.example unsigned-domain");
            assertThat(rig.queued).isEmpty();
            assertThat(rig.spool.messages()).isZero();
        }
    }

    @Test
    void theQueueHearsOfExactlyWhatWasPromised() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            List<MessageId> promised = new ArrayList<>(rig.queuedIds());
            for (int i = 0; i < 12; i++) {
                if (i % 3 == 1) {
                    rig.files.failForces(1);
                }

                takes(rig, mail(), promised);

                await().until(rig.spool::isWritable);
            }

            assertThat(promised).hasSizeBetween(9, 12);
            assertThat(rig.queuedIds()).containsExactlyElementsOf(promised);
            assertThat(IntakeRig.recovered(rig.files.afterKill()))
                    .containsExactlyInAnyOrderElementsOf(promised);
        }
    }

    private static String takes(IntakeRig rig, Octets mail, List<MessageId> promised) {
        Submission submission = acme.sending("offers", "bob@client.example");
        String reply = rig.take(submission, mail);
        if (reply.startsWith("250")) {
            promised.add(submission.id());
        }
        return reply;
    }

    /** Some kibibytes of text. */
    private static Octets large(int kibibytes) {
        String line = "Hello Bob, this goes on and on and on and then some more for a while.\r\n";
        return Octets.of(mail().latin1() + line.repeat(kibibytes * 1024 / line.length()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
