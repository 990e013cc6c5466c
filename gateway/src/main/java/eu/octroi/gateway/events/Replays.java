// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.events.ToolLinks.Due;
import eu.octroi.gateway.settings.ReplaySettings;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.suppression.Objection;
import eu.octroi.gateway.suppression.SuppressionList;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes oppositions on to the tools that sent the mail (I-45): what a message's own
 * List-Unsubscribe offered is remembered sealed, and when its person objects, the thread {@code
 * replay} posts to it.
 *
 * <p>The record is the outbox: an objection survives a crash between any two steps and is then
 * taken up again. A crash between a tool's answer and its mark posts twice, which changes nothing
 * for the tool. Thread-safe.
 */
public final class Replays implements Closeable {
    private static final int EVENTS_PER_TURN = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(10);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final int DOUBLINGS_MAX = 9;
    private static final String MAIL = "mailto:";
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final ToolLinks links;
    private final LinkSeal seal;
    private final SuppressionList list;
    private final ToolDoor door;
    private final ReplaySettings settings;
    private final Clock clock;
    private final ReplayMeters meters;
    private final Thread thread;
    private Instant nextExpiry = Instant.MIN;
    private volatile boolean closed;

    /**
     * @param keys of purpose replay
     * @param door to the tools
     */
    public Replays(
            RecordDatabase record,
            KeyRing keys,
            SuppressionList list,
            ToolDoor door,
            ReplaySettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.seal = new LinkSeal(keys, new SecureRandom());
        this.links = new ToolLinks(record, seal);
        this.list = list;
        this.door = door;
        this.settings = settings;
        this.clock = clock;
        this.meters = new ReplayMeters(meters);
        this.thread = Thread.ofPlatform().name("replay").daemon().unstarted(this::run);
    }

    /** Begins to pass on what waits and what comes. */
    public Replays start() {
        thread.start();
        return this;
    }

    /** The feed for the ledger: what passes is remembered first. */
    public LedgerFeed over(LedgerFeed feed) {
        return new RememberingFeed(feed, links, list, clock);
    }

    /** Ends after the requests on their way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(settings.timeout().plusSeconds(1));
        } catch (InterruptedException stop) {
            // What is not marked is taken up by the next start.
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                if (!turn()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (RuntimeException failure) {
                meters.failure();
                LOG.error("event=replay-failed error=\"{}\"", failure.toString());
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
    }

    /** One look at the list and at what is due; whether there may be more at once. */
    boolean turn() {
        Instant now = clock.instant();
        long seen = links.seen();
        Objection.Page page = list.objections(seen, EVENTS_PER_TURN);
        if (page.seen() > seen) {
            links.objected(page.objections(), page.seen(), now);
        }
        List<Due> due = links.due(now, settings.concurrency());
        post(due);
        if (!due.isEmpty()) {
            meters.waiting(links.waiting());
        }
        expire(now);
        return page.seen() > seen || !due.isEmpty();
    }

    /** Together, and settled on this thread: marks in the record block. */
    private void post(List<Due> due) {
        Map<Due, CompletableFuture<ToolDoor.Answer>> posts = new LinkedHashMap<>();
        for (Due one : due) {
            Optional<String> link = seal.open(one.mail(), one.sealed().toByteArray());
            if (link.isEmpty()) {
                settle(one, ReplayMeters.Result.UNREADABLE);
            } else if (link.get().regionMatches(true, 0, MAIL, 0, MAIL.length())) {
                settle(one, ReplayMeters.Result.MAIL);
            } else {
                posts.put(one, door.post(link.get()).toCompletableFuture());
            }
        }
        posts.forEach((one, answer) -> settle(one, answer.join()));
    }

    private void settle(Due due, ToolDoor.Answer answer) {
        switch (answer) {
            case DONE -> settle(due, ReplayMeters.Result.DONE);
            case REJECTED -> settle(due, ReplayMeters.Result.REJECTED);
            case FORBIDDEN -> settle(due, ReplayMeters.Result.FORBIDDEN);
            case LATER -> {
                if (due.attempts() + 1 >= settings.attemptsMax()) {
                    settle(due, ReplayMeters.Result.GIVEN_UP);
                } else {
                    links.postpone(due.mail(), clock.instant().plus(waitAfter(due.attempts())));
                    tell(due, ReplayMeters.Result.LATER);
                }
            }
        }
    }

    /** One minute, doubled each time, up to about half a day. */
    private static Duration waitAfter(int attempts) {
        return FIRST_WAIT.multipliedBy(1L << Math.min(attempts, DOUBLINGS_MAX));
    }

    private void settle(Due due, ReplayMeters.Result result) {
        links.forget(due.mail());
        tell(due, result);
    }

    private void tell(Due due, ReplayMeters.Result result) {
        meters.count(result);
        LOG.info(
                "event=replayed message={} controller={} person={} attempt={} result={}",
                due.mail().message(),
                due.mail().controller().value(),
                due.mail().person(),
                due.attempts() + 1,
                result.word());
    }

    private void expire(Instant now) {
        if (now.isBefore(nextExpiry)) {
            return;
        }
        nextExpiry = now.plus(BETWEEN_EXPIRIES);
        meters.waiting(links.waiting());
        int gone = links.expire(now.minus(settings.keep()), settings.rememberedMax());
        if (gone > 0) {
            LOG.info("event=replay-expired links={}", gone);
        }
    }
}
