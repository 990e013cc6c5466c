// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.metrics;

import static java.util.Map.entry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

import java.util.Arrays;
import java.util.Map;

/**
 * The histogram buckets of every timer and size, in one place: a room registers a plain meter under
 * one of these names and gets its buckets here; any other meter has a count, a sum and a maximum.
 * Immutable.
 */
final class Buckets implements MeterFilter {
    private static final double[] STAGE =
            seconds(
                    .00001, .000025, .00005, .0001, .00025, .0005, .001, .0025, .005, .01, .025,
                    .05, .1);
    private static final double[] DISK =
            seconds(.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5);
    private static final double[] NETWORK =
            seconds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600);
    private static final double[] LOOKUP =
            seconds(
                    .0000001, .00000025, .0000005, .000001, .0000025, .000005, .00001, .000025,
                    .00005, .0001, .00025, .0005, .001);
    private static final double[] OPT_OUT =
            seconds(
                    .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30, 60, 3600, 86400,
                    172800);
    private static final double[] AGE =
            seconds(1, 30, 300, 600, 1800, 3600, 14400, 28800, 43200, 86400, 604800);
    private static final double[] WEB =
            seconds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10);
    private static final double[] SIZE = {
        1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20, 64 << 20
    };
    private static final double[] BATCH = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    private static final Map<String, double[]> BY_NAME =
            Map.ofEntries(
                    entry("octroi.pipeline.stage.duration", STAGE),
                    entry("octroi.spool.commit.duration", DISK),
                    entry("octroi.spool.fsync.duration", DISK),
                    entry("octroi.spool.batch.messages", BATCH),
                    entry("octroi.record.commit.duration", DISK),
                    entry("octroi.ledger.commit.duration", DISK),
                    entry("octroi.queue.age", AGE),
                    entry("octroi.delivery.duration", NETWORK),
                    entry("octroi.suppression.lookup.duration", LOOKUP),
                    entry("octroi.unsubscribe.effective.delay", OPT_OUT),
                    entry("octroi.web.request.duration", WEB),
                    entry("octroi.message.size", SIZE));

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        double[] bounds = BY_NAME.get(id.getName());
        if (bounds == null) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(bounds)
                .build()
                .merge(config);
    }

    /** Timers count in nanoseconds. */
    private static double[] seconds(double... bounds) {
        return Arrays.stream(bounds).map(s -> Math.rint(s * 1e9)).toArray();
    }
}
