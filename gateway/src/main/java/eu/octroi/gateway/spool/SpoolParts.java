// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.LongSupplier;

/** The parts of a spool, joined but not started; recovery has run. */
record SpoolParts(
        Segments segments,
        LiveMessages live,
        SpoolMeters meters,
        SegmentSupply supply,
        Log log,
        SyncThread sync,
        MessageReader reader,
        Reclaimer reclaimer,
        int recordMax,
        LongSupplier ticker) {
    private static final int SEGMENTS_MIN = 4;
    private static final int SEGMENT_BYTES_MIN = 4 * SegmentHeader.BYTES;

    static SpoolParts recover(
            Path directory, SpoolSettings settings, Surroundings around, MeterRegistry registry)
            throws IOException {
        check(settings);
        SpoolMeters meters = new SpoolMeters(registry);
        Segments segments = new Segments();
        LiveMessages live = new LiveMessages(settings.recipientsMax());
        SpoolFiles files = around.files();
        Clock clock = around.clock();
        Quarantine quarantine = new Quarantine(directory, files, meters);
        files.createDirectory(directory);
        Recovery recovery = new Recovery(directory, files, quarantine, segments, live);
        recovery.run();

        int size = (int) settings.segmentSize().bytes();
        SegmentMaker maker = new SegmentMaker(directory, size, files, around.random(), clock);
        SegmentSupply supply =
                new SegmentSupply(
                        maker, segments, settings, nextGeneration(recovery, around), around);
        Log log =
                new Log(
                        supply,
                        segments,
                        live,
                        new LogWriter(clock, size),
                        meters,
                        settings.writeMax(),
                        recovery.ends(),
                        around.ticker());
        SyncThread sync = new SyncThread(log, settings.batchMessagesMax(), around.ticker());
        MessageReader reader = new MessageReader(segments, live, quarantine);
        Reclaimer reclaimer =
                new Reclaimer(
                        segments, live, supply, sync, reader, settings.bodyAgeMax(), clock, meters);
        SpoolParts parts =
                new SpoolParts(
                        segments,
                        live,
                        meters,
                        supply,
                        log,
                        sync,
                        reader,
                        reclaimer,
                        size / 2,
                        around.ticker());
        meters.recovered(live.openCopies());
        parts.gauges(meters, clock);
        return parts;
    }

    /**
     * Above what is there, and above what was there as far as the ledger has read it. The first
     * generation is the second of its making: positions rise also where both were removed.
     */
    private static long nextGeneration(Recovery recovery, Surroundings around) {
        long last =
                Math.max(recovery.lastGeneration(), Position.generation(around.ledgerPosition()));
        return last == 0 ? Math.max(1, around.clock().instant().getEpochSecond()) : last + 1;
    }

    private static void check(SpoolSettings settings) {
        long size = settings.segmentSize().bytes();
        if (settings.segmentsMax() < SEGMENTS_MIN) {
            throw new IllegalArgumentException("a spool needs " + SEGMENTS_MIN + " segments");
        }
        if (size < SEGMENT_BYTES_MIN || size > 1 << 30 || settings.batchMessagesMax() < 1) {
            throw new IllegalArgumentException("segments of 16 KiB to 1 GiB, batches of 1 or more");
        }
    }

    private void gauges(SpoolMeters meters, Clock clock) {
        meters.gauge("messages", "messages", "Messages not wholly settled.", live::messages);
        meters.gauge("bytes", "bytes", "Octets of messages not wholly settled.", live::bytes);
        meters.gauge(
                "memory",
                "bytes",
                "Octets outside the heap that say where live messages lie.",
                live::memoryBytes);
        meters.gauge("segments", "segments", "Segments that hold the log.", segments::count);
        meters.gauge("recipients.open", null, "Recipients without an outcome.", live::openCopies);
        meters.gauge(
                "recipients.unaccounted",
                null,
                "Recipients that came and neither ended nor are open.",
                () -> meters.unaccounted(live.openCopies()));
        meters.gauge("free", "bytes", "Free octets of the file system.", supply::freeBytes);
        meters.gauge(
                "writable",
                null,
                "1 while a message can be taken.",
                () ->
                        log.isHealthy()
                                        && !log.isStalled()
                                        && !supply.isLow()
                                        && !log.isFull()
                                        && live.filledPercent() < LiveMessages.FULL
                                ? 1
                                : 0);
        meters.gauge(
                "oldest.message.age",
                "seconds",
                "Age of the oldest message not settled, at most.",
                () -> age(clock));
    }

    private double age(Clock clock) {
        long now = clock.millis();
        return (now - Math.min(live.acceptedMillis(), now)) / 1000.0;
    }
}
