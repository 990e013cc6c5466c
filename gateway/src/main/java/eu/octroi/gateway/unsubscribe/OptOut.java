// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.suppression.Change;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes an opt-out from any door and sees it recorded, counted and timed.
 *
 * <p>A failure passes to the caller, who must then not tell the person that it is done. Repeating
 * an opt-out changes nothing and gives the same reference, so a person or a mail program may try
 * again at any time. Thread-safe.
 */
public final class OptOut {
    private static final Logger LOG = LoggerFactory.getLogger(OptOut.class);

    /** How a request ended, as the meter names it. */
    public enum Result {
        /** Recorded now. */
        OK,
        /** Recorded before. */
        ALREADY,
        /** The token is not ours. */
        INVALID_TOKEN,
        /** A valid token, but a body that asks for nothing we know (J-19). */
        UNKNOWN_BODY,
        /** Not certain to be recorded; the sender was told to try again. */
        FAILED
    }

    private final Oppositions oppositions;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer effectiveDelay;
    private final LongAdder recorded = new LongAdder();

    public OptOut(Oppositions oppositions, Clock clock, MeterRegistry meters) {
        this.oppositions = oppositions;
        this.clock = clock;
        this.meters = meters;
        this.effectiveDelay =
                Timer.builder("octroi.unsubscribe.effective.delay")
                        .description("Time from an opt-out's arrival until no mail can leave.")
                        .register(meters);
        // From the start, because a rate does not see the step from absent to one.
        for (Channel door : List.of(Channel.PAGE, Channel.ONE_CLICK)) {
            for (Result result : Result.values()) {
                requests(meters, door, result);
            }
        }
    }

    /**
     * Records the opposition a token authorises.
     *
     * @return complete when it is forced and in the index, so that the very next RCPT is refused
     */
    public CompletionStage<Change> accept(UnsubscribeToken token, Channel channel) {
        Instant arrived = clock.instant();
        return oppose(token, channel)
                .whenComplete(
                        (change, failure) -> {
                            if (failure == null) {
                                recorded(token, channel, change, arrived);
                            } else {
                                failed(token, channel, failure);
                            }
                        });
    }

    /** Opt-outs recorded since the start that were not there before. */
    public long recorded() {
        return recorded.sum();
    }

    /** Counts a request; {@link #accept} counts its own. */
    public void count(Channel channel, Result result) {
        requests(meters, channel, result).increment();
    }

    private static Counter requests(MeterRegistry meters, Channel channel, Result result) {
        return Counter.builder("octroi.unsubscribe.requests")
                .description("Opt-out requests, by the door they came through and how they ended.")
                .tag("method", channel.name().toLowerCase(Locale.ROOT))
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    private CompletionStage<Change> oppose(UnsubscribeToken token, Channel channel) {
        try {
            return oppositions.oppose(token.controller(), token.person(), channel);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void recorded(UnsubscribeToken token, Channel channel, Change change, Instant arrived) {
        count(channel, change.isNew() ? Result.OK : Result.ALREADY);
        if (change.isNew()) {
            recorded.increment();
            effectiveDelay.record(Duration.between(arrived, clock.instant()));
            LOG.info(
                    "event=unsubscribed message={} controller={} person={} channel={} ref={}",
                    token.message(),
                    token.controller().value(),
                    token.person(),
                    channel.word(),
                    change.reference());
        }
    }

    private void failed(UnsubscribeToken token, Channel channel, Throwable failure) {
        count(channel, Result.FAILED);
        LOG.error(
                "event=unsubscribe-failed message={} controller={} channel={}",
                token.message(),
                token.controller().value(),
                channel.word(),
                failure);
    }
}
