// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.Channel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/**
 * Takes an opt-out from any door and sees it recorded, counted and timed. Thread-safe.
 *
 * <p>Failures pass through to the caller, who must not tell the person that it is done.
 */
public final class OptOut {
    private static final Logger log = LoggerFactory.getLogger(OptOut.class);

    private final Oppositions oppositions;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer effectiveDelay;

    public OptOut(Oppositions oppositions, Clock clock, MeterRegistry meters) {
        this.oppositions = oppositions;
        this.clock = clock;
        this.meters = meters;
        this.effectiveDelay =
                Timer.builder("octroi.unsubscribe.effective.delay")
                        .description("From an opt-out's arrival until no more mail can leave.")
                        .register(meters);
    }

    /**
     * Records the opposition a token authorises.
     *
     * @return complete when it is forced and in the index, so that the very next RCPT is refused
     */
    public CompletionStage<Receipt> accept(UnsubscribeToken token, Channel channel) {
        Instant arrived = clock.instant();
        return oppositions
                .oppose(token.controller(), token.person(), channel)
                .whenComplete(
                        (receipt, failure) -> {
                            if (failure == null) {
                                recorded(token, channel, receipt, arrived);
                            } else {
                                count(channel, "failed");
                            }
                        });
    }

    /** Counts a request that recorded nothing, such as one with a token that is not ours. */
    public void refused(Channel channel, String result) {
        count(channel, result);
    }

    private void recorded(
            UnsubscribeToken token, Channel channel, Receipt receipt, Instant arrived) {
        count(channel, receipt.isNew() ? "ok" : "already");
        if (receipt.isNew()) {
            effectiveDelay.record(Duration.between(arrived, clock.instant()));
            log.info(
                    "unsubscribed message={} controller={} person={} channel={} ref={}",
                    token.message(),
                    token.controller().value(),
                    token.person(),
                    channel.word(),
                    receipt.reference());
        }
    }

    private void count(Channel channel, String result) {
        meters.counter(
                        "octroi.unsubscribe.requests",
                        "method",
                        channel.name().toLowerCase(Locale.ROOT),
                        "result",
                        result)
                .increment();
    }
}
