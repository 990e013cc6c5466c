// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static eu.octroi.gateway.intake.Company.mail;
import static eu.octroi.gateway.intake.Company.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.spool.Spooled;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** A tool that hears 250 for someone who gets nothing is told so, before the mail is taken. */
final class DropReportsTest {
    private static Company acme;

    @BeforeAll
    static void found(@TempDir Path directory) throws IOException {
        acme = Company.in(directory);
    }

    @Test
    void theReportIsForcedAndQueuedBeforeTheMessage() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            Submission submission = oneDropped("ann@acme.example");

            assertThat(rig.take(submission, mail())).startsWith("250");

            assertThat(rig.queued).hasSize(3);
            Acceptance report = rig.queued.get(1).acceptance();
            assertThat(report.from().isNull()).isTrue();
            assertThat(report.origin().streamClass()).isEqualTo(StreamClass.REPORT);
            assertThat(report.copies())
                    .singleElement()
                    .satisfies(c -> assertThat(c.to()).hasToString("ann@acme.example"));
            assertThat(rig.queued.get(2).id()).isEqualTo(submission.id());
            assertThat(rig.spool.read(rig.queued.get(1).id()).original().latin1())
                    .contains("Final-Recipient: rfc822; opposed@client.example")
                    .contains("[opposed]", "info@client.example", "[role-address]")
                    .doesNotContain("bob@client.example", "Hello Bob");
            assertThat(IntakeRig.recovered(rig.files.afterKill()))
                    .containsExactlyInAnyOrderElementsOf(rig.queuedIds());
        }
    }

    @Test
    void aReportThatCannotBeForcedKeepsTheMessageOut() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            rig.files.failForces(1);

            assertThat(rig.take(oneDropped("ann@acme.example"), mail())).startsWith("451 4.3.0");

            // Killed before the next segment says so, the report would come back after all.
            await().until(rig.spool::isWritable);
            assertThat(rig.queued).hasSize(1);
            assertThat(IntakeRig.recovered(rig.files.afterKill()))
                    .containsExactlyElementsOf(rig.queuedIds());
        }
    }

    @Test
    void aDiskThatFailsBetweenThemLeavesTheReportAndTakesNoMessage() {
        AtomicReference<IntakeRig> itself = new AtomicReference<>();
        try (IntakeRig rig =
                IntakeRig.telling(acme.parts(), told -> failAfterReport(itself, told))) {
            itself.set(rig.warm(acme));
            Submission submission = oneDropped("ann@acme.example");

            assertThat(rig.take(submission, mail())).startsWith("451 4.3.0");

            await().until(rig.spool::isWritable);
            assertThat(rig.queued).hasSize(2);
            assertThat(rig.queuedIds()).doesNotContain(submission.id());
            assertThat(IntakeRig.recovered(rig.files.afterKill()))
                    .containsExactlyInAnyOrderElementsOf(rig.queuedIds());
        }
    }

    @Test
    void whenEveryRecipientIsDroppedTheReportIsAllThatIsLeftToDeliver() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            Submission submission =
                    acme.submission(
                            "offers",
                            "ann@acme.example",
                            recipient("opposed@client.example", Company.OPPOSED));

            assertThat(rig.take(submission, mail())).startsWith("250");

            assertThat(rig.spool.messages()).isEqualTo(2);
            assertThat(rig.spool.after(0, 10)).hasSize(3);
            assertThat(IntakeRig.recovered(rig.files.afterKill()))
                    .doesNotContain(submission.id())
                    .hasSize(2);
        }
    }

    @Test
    void nobodyReadsWhatIsSentToTheNullSender() {
        try (IntakeRig rig = IntakeRig.of(acme.parts()).warm(acme)) {
            assertThat(rig.take(oneDropped(""), mail())).startsWith("250");

            assertThat(rig.queued).hasSize(2);
        }
    }

    @Test
    void eachDecisionIsCountedUnderItsReason() {
        try (IntakeRig rig = IntakeRig.of(acme.parts())) {
            rig.take(oneDropped("ann@acme.example"), mail());

            assertThat(decisions(rig, "deliver", "none")).isOne();
            assertThat(decisions(rig, "suppressed", "opposed")).isOne();
            assertThat(decisions(rig, "policy", "role-address")).isOne();
        }
    }

    private static Submission oneDropped(String from) {
        return acme.submission(
                "offers",
                from,
                recipient("bob@client.example", Verdict.Deliver.DELIVER),
                recipient("opposed@client.example", Company.OPPOSED),
                recipient("info@client.example", new Verdict.Refused(Tag.ROLE_ADDRESS)));
    }

    private static void failAfterReport(AtomicReference<IntakeRig> rig, Spooled told) {
        if (told.acceptance().from().isNull()) {
            requireNonNull(rig.get()).files.failForces(1);
        }
    }

    private static double decisions(IntakeRig rig, String outcome, String reason) {
        return rig.meters
                .get("octroi.decisions")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .counter()
                .count();
    }
}
