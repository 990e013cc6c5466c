// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.FailPoint;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.RefusalListener;
import eu.octroi.gateway.smtp.Refusals;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.SpoolFailedException;
import eu.octroi.gateway.spool.SpoolFullException;
import eu.octroi.gateway.spool.SpoolTooLargeException;
import eu.octroi.gateway.spool.Spooled;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * From end of data to 250: the message is scanned, edited, signed, written and forced to disk, then
 * queued; only then is it ours. Whatever goes wrong before the force is a refusal, and the tool
 * keeps the message.
 *
 * <p>Small messages are edited and signed where they arrived, on the event loop, because a
 * hand-over costs more than it saves; larger ones on the {@code intake} executor. Thread-safe.
 */
public final class Intake implements MessageTaker {
    /** Octets to sign beyond which a message is no work for an event loop: about a millisecond. */
    static final long INLINE_OCTETS_MAX = 128 << 10;

    /** Signatures beyond which a message is no work for an event loop. */
    static final int INLINE_COPIES_MAX = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final MessageEditor editor;
    private final DropReports reports;
    private final Spool spool;
    private final Consumer<Spooled> queue;
    private final RefusalListener refusals;
    private final Executor executor;
    private final IntakeMeters meters;

    /**
     * @param queue hears of each message that is ours, after its force
     * @param refusals hears of each recipient of a message that is not taken
     * @param executor for large messages; may reject, which answers 452
     */
    public Intake(
            IntakeParts parts,
            Spool spool,
            Consumer<Spooled> queue,
            RefusalListener refusals,
            Executor executor,
            MeterRegistry meters) {
        this.editor = parts.editor();
        this.reports = new DropReports(parts.hostname(), parts.ids());
        this.spool = spool;
        this.queue = queue;
        this.refusals = refusals;
        this.executor = executor;
        this.meters = new IntakeMeters(meters);
    }

    @Override
    public CompletionStage<Reply> take(Submission submission, Octets message) {
        if (isShort(submission, message)) {
            return decideAndKeep(submission, message);
        }
        try {
            return CompletableFuture.supplyAsync(() -> decideAndKeep(submission, message), executor)
                    .thenCompose(Function.identity());
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(Replies.NO_ROOM);
        }
    }

    @Override
    public int filledPercent() {
        return spool.filledPercent();
    }

    private static boolean isShort(Submission submission, Octets message) {
        int copies = submission.recipients().size();
        return copies <= INLINE_COPIES_MAX && (long) copies * message.length() <= INLINE_OCTETS_MAX;
    }

    /** Never completes exceptionally: a bug of ours is a temporary refusal, counted and logged. */
    private CompletionStage<Reply> decideAndKeep(Submission submission, Octets message) {
        try {
            return switch (meters.time(() -> editor.decide(submission, message))) {
                case Decision.NotTaken not ->
                        CompletableFuture.completedFuture(refuse(submission, not));
                case Decision.Taken taken -> keep(taken.acceptance(), message);
            };
        } catch (RuntimeException bug) {
            return CompletableFuture.completedFuture(bug(submission.id(), bug));
        }
    }

    private Reply refuse(Submission submission, Decision.NotTaken not) {
        for (Recipient recipient : submission.recipients()) {
            refusals.refused(submission.origin(), Optional.of(recipient.address()), not.tag());
        }
        LOG.info(
                "event=refused message={} credential={} tag={} why=\"{}\"",
                submission.id(),
                submission.origin().credential(),
                not.tag().word(),
                not.why());
        return Refusals.refused(not.tag(), not.why(), submission.id().toString());
    }

    private CompletionStage<Reply> keep(Acceptance acceptance, Octets message) {
        return report(acceptance, message)
                .thenCompose(told -> spool.append(acceptance, message))
                .thenApply(spooled -> own(spooled, message))
                .exceptionally(trouble -> notKept(acceptance, trouble));
    }

    /**
     * A report about dropped recipients is forced before the message is taken, so that no drop is
     * ever silent (B-17, H-13). If the message is then not taken, the tool's retry is reported
     * again.
     */
    private CompletionStage<Void> report(Acceptance acceptance, Octets message) {
        return reports.about(acceptance, message)
                .map(r -> spool.append(r.acceptance(), r.message()).thenAccept(queue))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private Reply own(Spooled spooled, Octets message) {
        FailPoint.BEFORE_REPLY.pass();
        queue.accept(spooled);
        meters.accepted(spooled.acceptance(), message.length());
        Acceptance acceptance = spooled.acceptance();
        LOG.info(
                "event=accepted message={} credential={} stream={} recipients={} bytes={}",
                acceptance.id(),
                acceptance.origin().credential(),
                acceptance.origin().stream(),
                acceptance.copies().size(),
                message.length());
        return Replies.accepted(acceptance.id().toString());
    }

    private Reply notKept(Acceptance acceptance, Throwable trouble) {
        Throwable cause =
                trouble instanceof CompletionException && trouble.getCause() != null
                        ? trouble.getCause()
                        : trouble;
        return switch (cause) {
            case SpoolFullException _ -> notKept(acceptance, cause, Replies.NO_ROOM);
            case SpoolTooLargeException _ -> notKept(acceptance, cause, Replies.TOO_BIG_TOGETHER);
            case SpoolFailedException _ -> notKept(acceptance, cause, Replies.UNAVAILABLE);
            default -> bug(acceptance.id(), cause);
        };
    }

    private Reply notKept(Acceptance acceptance, Throwable cause, Reply reply) {
        meters.notKept();
        LOG.warn("event=not-kept message={} why=\"{}\"", acceptance.id(), cause.getMessage());
        return reply;
    }

    private Reply bug(MessageId message, Throwable bug) {
        meters.bug();
        LOG.error("event=bug message={}", message, bug);
        return Replies.UNAVAILABLE;
    }
}
