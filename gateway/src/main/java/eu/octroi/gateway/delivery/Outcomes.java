// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.AttemptResult.Bounced;
import eu.octroi.gateway.delivery.AttemptResult.Cause;
import eu.octroi.gateway.delivery.AttemptResult.Deferred;
import eu.octroi.gateway.delivery.AttemptResult.Delivered;
import eu.octroi.gateway.delivery.AttemptResult.Unknown;
import eu.octroi.gateway.delivery.AttemptResult.Withheld;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.smtp.BounceClass;
import eu.octroi.gateway.smtp.EnhancedCode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What becomes of a copy after each attempt: it ends, or it waits and is tried again. There is no
 * third way, and whatever is not understood waits. Event-loop confined.
 */
final class Outcomes {
    /** How often a copy may go again at once because a kept connection had gone away. */
    static final int RESTARTS_MAX = 3;

    /** Attempts after which a copy that breaks our own code waits as long as the schedule says. */
    static final int POISON_ATTEMPTS = 3;

    private static final Duration UNDECIDED_WAIT = Duration.ofSeconds(10);
    private static final String ROTTEN =
            "554 5.3.0 message was damaged while it waited here and is not sent";

    private static final Duration UNREADABLE_WAIT = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final DeliveryQueue queue;
    private final Settlement settlement;
    private final RetrySchedule schedule;
    private final LongSupplier ticker;
    private final Clock clock;
    private final DeliveryMeters meters;

    Outcomes(
            DeliveryQueue queue,
            Settlement settlement,
            RetrySchedule schedule,
            LongSupplier ticker,
            Clock clock,
            DeliveryMeters meters) {
        this.queue = queue;
        this.settlement = settlement;
        this.schedule = schedule;
        this.ticker = ticker;
        this.clock = clock;
        this.meters = meters;
    }

    /** An attempt has ended. */
    void finished(QueuedCopy copy, AttemptResult result, ProviderMeters provider) {
        switch (result) {
            case Delivered delivered -> {
                provider.attempt("ok", "2");
                end(copy, Outcome.Kind.DELIVERED, delivered.response(), "", true);
            }
            case Bounced bounced -> {
                provider.attempt("permfail", "5");
                bounce(copy, bounced.response(), bounced.status(), !bounced.ours());
            }
            case Deferred deferred -> deferred(copy, deferred, provider);
            case Unknown unknown -> {
                provider.attempt("lost_after_dot", "0");
                meters.possibleDuplicate(unknown.cause());
                retry(copy.doubted(), "reply to the final dot lost: " + unknown.response());
            }
            case Withheld withheld -> withhold(copy, withheld.verdict());
        }
    }

    /** Policy does not let the copy out: for good, or as long as it cannot decide. */
    void withhold(QueuedCopy copy, Verdict verdict) {
        switch (verdict) {
            case Verdict.Suppressed suppressed ->
                    suppress(
                            copy,
                            suppressed.entry().reason().isOpposition() ? "opposed" : "suppressed");
            case Verdict.Refused refused -> suppress(copy, refused.tag().word());
            case Verdict.Capped full -> awaitRoom(copy, full);
            case Verdict.Undecided _ -> postpone(copy, UNDECIDED_WAIT, "policy cannot decide");
            case Verdict.Deliver _ -> throw new IllegalStateException("nothing to withhold");
        }
    }

    /** The copy's time is over without an attempt, such as while the route is down. */
    void expire(QueuedCopy copy, String why) {
        end(copy, Outcome.Kind.EXPIRED, "delivery time expired: " + why, "4.4.7", false);
    }

    /** Nobody takes mail for the recipient's domain, as DNS says. */
    void refuse(QueuedCopy copy, Found.Never never) {
        bounce(copy, never.response(), never.status(), false);
    }

    /** The spool could not read the copy now. */
    void unreadable(QueuedCopy copy, RuntimeException why) {
        LOG.error("event=unreadable message={} copy={}", copy.message().id(), copy.index(), why);
        postpone(copy, UNREADABLE_WAIT, "spool cannot be read");
    }

    /**
     * The copy is no longer what was accepted, and will not be again: it is never sent, and its
     * sender is told to say it once more.
     */
    void rotten(QueuedCopy copy, RuntimeException why) {
        LOG.error("event=rotten message={} copy={}", copy.message().id(), copy.index(), why);
        bounce(copy, ROTTEN, "5.3.0", false);
    }

    /** Intake accepted what may not be sent; it can only be told. */
    void unsendable(QueuedCopy copy, RuntimeException why) {
        bug(copy, why);
        bounce(copy, "554 5.6.0 " + why.getMessage(), "5.6.0", false);
    }

    /** Our own code failed on the copy: others go on, this one comes back later and later (D9). */
    void poison(QueuedCopy copy, Throwable why) {
        bug(copy, why);
        if (copy.attempts() + 1 >= POISON_ATTEMPTS) {
            LOG.error("event=parked message={} copy={}", copy.message().id(), copy.index());
        }
        retry(copy, "internal error");
    }

    private void bug(QueuedCopy copy, Throwable why) {
        meters.bug();
        LOG.error("event=bug message={}", copy.message().id(), why);
    }

    private void deferred(QueuedCopy copy, Deferred deferred, ProviderMeters provider) {
        if (deferred.untouched() && copy.restarts() < RESTARTS_MAX) {
            queue.add(copy.restarted());
            return;
        }
        provider.attempt(
                deferred.cause() == Cause.TIMEOUT ? "timeout" : "tempfail",
                deferred.cause() == Cause.REPLY ? deferred.response().substring(0, 1) : "0");
        retry(copy, deferred.response());
    }

    private void retry(QueuedCopy copy, String response) {
        QueuedCopy tried = copy.tried();
        wait(tried, schedule.afterNanos(tried.attempts()), response);
    }

    private void postpone(QueuedCopy copy, Duration wait, String why) {
        wait(copy, schedule.spread(wait), why);
    }

    /** To the moment, and in no hurry: somebody else may take the room until then. */
    private void awaitRoom(QueuedCopy copy, Verdict.Capped full) {
        Duration until = Duration.between(clock.instant(), full.until());
        Duration least = UNDECIDED_WAIT.compareTo(until) > 0 ? UNDECIDED_WAIT : until;
        wait(copy, least.toNanos(), "waits for room under a cap: " + full.cap());
    }

    private void wait(QueuedCopy copy, long nanos, String why) {
        long now = ticker.getAsLong();
        if (copy.isExpired(now)) {
            end(copy, Outcome.Kind.EXPIRED, "delivery time expired: " + why, "4.4.7", false);
            return;
        }
        LOG.info(
                "event=deferred message={} copy={} attempts={} wait_s={} response=\"{}\"",
                copy.message().id(),
                copy.index(),
                copy.attempts(),
                TimeUnit.NANOSECONDS.toSeconds(nanos),
                why.replace('"', '\''));
        queue.defer(copy.told(why), now + nanos);
    }

    private void suppress(QueuedCopy copy, String tag) {
        String words = "550 5.7.1 [" + tag + "] suppressed after acceptance, not sent";
        end(copy, Outcome.Kind.SUPPRESSED, words, "5.7.1", false);
    }

    private void bounce(QueuedCopy copy, String response, String status, boolean fromNextHop) {
        EnhancedCode.parse(status)
                .ifPresent(code -> meters.bounced(BounceClass.of(code, response)));
        end(copy, Outcome.Kind.BOUNCED, response, status, fromNextHop);
    }

    private void end(
            QueuedCopy copy,
            Outcome.Kind kind,
            String response,
            String status,
            boolean fromNextHop) {
        String line = OneLine.of(response, Outcome.RESPONSE_OCTETS_MAX);
        // It is kept and tried again until it is forced; nobody has to wait here.
        var _ = settlement.end(copy, new Outcome(kind, line, clock.instant()), status, fromNextHop);
    }
}
