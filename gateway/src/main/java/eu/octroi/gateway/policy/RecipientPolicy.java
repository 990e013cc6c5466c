// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.policy;

import static java.util.concurrent.CompletableFuture.completedFuture;

import eu.octroi.gateway.caps.CapClaim;
import eu.octroi.gateway.caps.CapLedger;
import eu.octroi.gateway.consent.ConsentRules;
import eu.octroi.gateway.consent.ConsentUnavailableException;
import eu.octroi.gateway.consent.Finding;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.suppression.SuppressionLookup;
import eu.octroi.gateway.suppression.SuppressionUnavailableException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether one person may be mailed: asked at RCPT, when a copy is taken from the queue, and
 * in the same turn that writes DATA (B-01). Only at RCPT are the caps asked too, which keep a slot.
 * What it cannot decide it leaves undecided, which permits nothing (B-03). Thread-safe.
 */
public final class RecipientPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientPolicy.class);

    private final SuppressionLookup suppressions;
    private final ConsentRules consent;
    private final CapLedger caps;
    private final ConsentCounts counts;
    private final Counter unavailable;

    public RecipientPolicy(
            SuppressionLookup suppressions,
            ConsentRules consent,
            CapLedger caps,
            MeterRegistry meters) {
        this.suppressions = suppressions;
        this.consent = consent;
        this.caps = caps;
        this.counts = new ConsentCounts(meters);
        this.unavailable =
                Counter.builder("octroi.policy.undecided")
                        .description("Verdicts that could not be given because a look-up failed.")
                        .register(meters);
    }

    /**
     * The verdict at RCPT. A {@code Deliver} comes with a slot of the caps, which is for whoever
     * asked to give back or to hand on. Never fails; safe on an event loop.
     */
    public CompletionStage<Verdict> admit(CapClaim claim) {
        Verdict verdict = judge(claim.origin(), claim.to());
        return verdict.permitsDelivery() ? caps.reserveOrHold(claim) : completedFuture(verdict);
    }

    /** What {@link #admit} would say now; takes no slot. */
    public CompletionStage<Verdict> look(CapClaim claim) {
        Verdict verdict = judge(claim.origin(), claim.to());
        return verdict.permitsDelivery() ? caps.look(claim) : completedFuture(verdict);
    }

    /** A slot that {@link #admit} came with is not needed: the copy was not taken. */
    public void forgo(CapClaim claim) {
        // It is done on this thread, or whoever keeps the caps sees to it.
        var _ = caps.release(claim);
    }

    /**
     * The verdict on a copy that is taken from the queue: one that waited for room under a cap gets
     * its slot now, or waits on. Never throws; safe on an event loop.
     */
    public Verdict judge(CapClaim claim, Verdict accepted) {
        Verdict now = judge(claim.origin(), claim.to());
        boolean waited =
                accepted instanceof Verdict.Deliver(var slot) && slot.heldUntil().isPresent();
        return now.permitsDelivery() && waited
                // Caps on another machine answer for the next time the copy is taken.
                ? caps.reserve(claim).toCompletableFuture().getNow(Verdict.Undecided.UNDECIDED)
                : now;
    }

    /**
     * The verdict on mailing {@code to} now, of a copy that has its slot: the caps are not asked
     * again. Never throws; safe on an event loop.
     */
    public Verdict judge(Origin origin, EmailAddress to) {
        if (origin.streamClass() == StreamClass.REPORT) {
            return Verdict.Deliver.DELIVER;
        }
        if (to.isRouted()) {
            return new Verdict.Refused(Tag.RELAY_DENIED);
        }
        try {
            return suppressions
                    .find(origin.controller(), to)
                    .filter(entry -> stops(entry, origin.streamClass()))
                    .<Verdict>map(Verdict.Suppressed::new)
                    .or(() -> refusedByLaw(origin, to))
                    .orElse(Verdict.Deliver.DELIVER);
        } catch (SuppressionUnavailableException | ConsentUnavailableException unknown) {
            unavailable.increment();
            return Verdict.Undecided.UNDECIDED;
        } catch (RuntimeException | InternalError bug) {
            // A page of a mapped file that cannot be read is an InternalError to Java.
            unavailable.increment();
            LOG.error("event=bug room=policy controller={}", origin.controller(), bug);
            return Verdict.Undecided.UNDECIDED;
        }
    }

    private Optional<Verdict> refusedByLaw(Origin origin, EmailAddress to) {
        Optional<Finding> finding = consent.find(origin, to);
        finding.ifPresent(counts::count);
        return finding.flatMap(Finding::refusal).map(Verdict.Refused::new);
    }

    /**
     * Opposing prospecting leaves other mail possible; erased and dead addresses get none (B-27).
     */
    private static boolean stops(SuppressionEntry entry, StreamClass streamClass) {
        return switch (streamClass) {
            case PROSPECTING -> true;
            case CUSTOMER, TRANSACTIONAL, ONE_TO_ONE -> entry.reason().stopsEveryClass();
            case REPORT -> false;
        };
    }
}
