// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.policy;

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

/**
 * Decides whether one person may be mailed: asked at RCPT, when a copy is taken from the queue, and
 * in the same turn that writes DATA (B-01). What it cannot decide it leaves undecided, which
 * permits nothing (B-03). Thread-safe.
 */
public final class RecipientPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientPolicy.class);

    private final SuppressionLookup suppressions;
    private final ConsentRules consent;
    private final ConsentCounts counts;
    private final Counter unavailable;

    public RecipientPolicy(
            SuppressionLookup suppressions, ConsentRules consent, MeterRegistry meters) {
        this.suppressions = suppressions;
        this.consent = consent;
        this.counts = new ConsentCounts(meters);
        this.unavailable =
                Counter.builder("octroi.policy.undecided")
                        .description("Verdicts that could not be given because a look-up failed.")
                        .register(meters);
    }

    /** The verdict on mailing {@code to} now. Never throws; safe on an event loop. */
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
