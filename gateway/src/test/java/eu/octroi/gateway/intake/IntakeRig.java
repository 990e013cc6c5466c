// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.smtp.Reply;
import eu.octroi.gateway.spool.FaultyFiles;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.Spooled;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Intake over a real spool whose disk fails on demand, and what its queue heard. */
final class IntakeRig implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("spool");
    private static final SpoolSettings SMALL =
            new SpoolSettings(
                    ByteSize.ofKibibytes(256),
                    8,
                    new ByteSize(0),
                    100_000,
                    64,
                    Duration.ofHours(24),
                    Duration.ofSeconds(10));

    final FaultyFiles files = new FaultyFiles();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Spooled> queued = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    final Spool spool = open(files, meters);
    final Intake intake;

    private IntakeRig(IntakeParts parts, Executor executor, Consumer<Spooled> alsoHears) {
        Consumer<Spooled> queue = queued::add;
        intake =
                new Intake(
                        parts,
                        spool,
                        queue.andThen(alsoHears),
                        (_, to, tag) -> refused.add(to.orElseThrow() + " " + tag.word()),
                        executor,
                        meters);
    }

    /** Where large messages are edited at once, by the thread that brings them. */
    static IntakeRig of(IntakeParts parts) {
        return new IntakeRig(parts, Runnable::run, _ -> {});
    }

    static IntakeRig of(IntakeParts parts, Executor executor) {
        return new IntakeRig(parts, executor, _ -> {});
    }

    static IntakeRig telling(IntakeParts parts, Consumer<Spooled> alsoHears) {
        return new IntakeRig(parts, Runnable::run, alsoHears);
    }

    /** Takes one message and then waits until segments are ready: no force but for mail follows. */
    IntakeRig warm(Company company) {
        String reply = take(company.sending("offers", "first@client.example"), Company.mail());
        if (!reply.startsWith("250")) {
            throw new IllegalStateException(reply);
        }
        await().until(() -> files.paths().stream().filter(IntakeRig::isSegment).count() == 3);
        return this;
    }

    CompletableFuture<Reply> begin(Submission submission, Octets mail) {
        return intake.take(submission, mail).toCompletableFuture();
    }

    /** The reply as the tool reads it. */
    String take(Submission submission, Octets mail) {
        return text(begin(submission, mail));
    }

    static String text(CompletableFuture<Reply> reply) {
        return reply.orTimeout(20, TimeUnit.SECONDS).join().wire().strip();
    }

    void settle(Spooled message) {
        Outcome delivered = new Outcome(Outcome.Kind.DELIVERED, "250 taken", Company.NOW);
        for (int copy = 0; copy < message.acceptance().copies().size(); copy++) {
            spool.settle(message.acceptance(), copy, delivered).toCompletableFuture().join();
        }
    }

    List<MessageId> queuedIds() {
        return queued.stream().map(Spooled::id).toList();
    }

    double count(String meter) {
        return meters.get(meter).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    /** What a gateway would find that starts on this disk. */
    static List<MessageId> recovered(FaultyFiles disk) {
        try (Spool again = open(disk, new SimpleMeterRegistry())) {
            List<MessageId> found = new ArrayList<>();
            again.recovered(message -> found.add(message.id()));
            return found;
        }
    }

    @Override
    public void close() {
        files.releaseForces();
        spool.close();
    }

    private static boolean isSegment(Path path) {
        return path.toString().endsWith(".segment");
    }

    private static Spool open(FaultyFiles files, SimpleMeterRegistry meters) {
        return Spool.open(DIRECTORY, SMALL, files, Company.CLOCK, meters);
    }
}
