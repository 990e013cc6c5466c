// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/**
 * Notices when far more entries than usual come through one channel (B-29): a tool gone wild, or
 * somebody who plays with links. It only counts; every one of them is recorded. Whole imports do
 * not count. Guarded by itself.
 */
final class SurgeAlarm {
    private static final long MINUTE_MILLIS = 60_000;

    private final Map<Channel, Minute> minutes = new EnumMap<>(Channel.class);
    private final int perMinute;
    private final Clock clock;

    SurgeAlarm(int perMinute, Clock clock, MeterRegistry meters) {
        this.perMinute = perMinute;
        this.clock = clock;
        for (Channel channel : Channel.values()) {
            minutes.put(channel, new Minute());
            Gauge.builder("octroi.suppression.surge", () -> isSurging(channel) ? 1 : 0)
                    .description("1 while more entries than usual come through one channel.")
                    .tag("source", channel.word())
                    .register(meters);
        }
    }

    /** One channel's count. Guarded by the alarm. */
    private static final class Minute {
        private long minute;
        private int count;
        private long raisedMinute = -1;
    }

    synchronized void count(Channel channel) {
        Minute counted = minutes.getOrDefault(channel, new Minute());
        long minute = clock.millis() / MINUTE_MILLIS;
        if (counted.minute != minute) {
            counted.minute = minute;
            counted.count = 0;
        }
        counted.count++;
        if (counted.count > perMinute && counted.raisedMinute != minute) {
            counted.raisedMinute = minute;
            SuppressionMeters.LOG.warn(
                    "event=suppression-surge channel={} per-minute-over={}",
                    channel.word(),
                    perMinute);
        }
    }

    /** In this minute or the one before, so that a scrape in between cannot miss it. */
    synchronized boolean isSurging(Channel channel) {
        long minute = clock.millis() / MINUTE_MILLIS;
        long raised = minutes.getOrDefault(channel, new Minute()).raisedMinute;
        return raised >= 0 && minute - raised <= 1;
    }
}
