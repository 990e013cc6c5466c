// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A whole spool without threads: whoever has it takes the turns of the three, one at a time.
 * Confined to one thread.
 */
public final class DrivenSpool {
    private static final Path DIRECTORY = Path.of("spool");
    private static final Path QUARANTINE = DIRECTORY.resolve("quarantine");

    private final SpoolParts parts;
    private final Spool spool;

    /** Ids of the messages set aside on this disk, if what was set aside were whole records. */
    public static Set<MessageId> quarantined(FaultyFiles disk) {
        return disk.paths().stream()
                .filter(path -> path.startsWith(QUARANTINE))
                .map(disk::content)
                .filter(octets -> octets.length >= SpoolRecord.HEADER_BYTES + MessageId.BYTES)
                .map(octets -> ByteBuffer.wrap(octets).position(SpoolRecord.HEADER_BYTES))
                .map(id -> new MessageId(id.getLong(), id.getLong()))
                .collect(Collectors.toSet());
    }

    private DrivenSpool(SpoolParts parts) {
        this.parts = parts;
        this.spool = new Spool(parts);
        parts.supply().begin();
    }

    /**
     * Reads what an earlier one left.
     *
     * @param rest is run instead of waiting for the next segment
     * @param ledgerPosition up to where the ledger has read
     */
    public static DrivenSpool open(
            SpoolSettings settings,
            FaultyFiles disk,
            Time time,
            RandomGenerator random,
            Consumer<Duration> rest,
            long ledgerPosition,
            MeterRegistry meters) {
        try {
            Surroundings around =
                    new Surroundings(
                            disk, time.clock(), time.ticker(), random, rest, ledgerPosition);
            return new DrivenSpool(SpoolParts.recover(DIRECTORY, settings, around, meters));
        } catch (IOException failure) {
            throw new SpoolFailedException("cannot open the spool", failure);
        }
    }

    /** The two kinds of time. */
    public record Time(Clock clock, LongSupplier ticker) {}

    public Spool spool() {
        return spool;
    }

    /** Writes and forces what waits; returns how long it would rest then. */
    public Duration sync() {
        try {
            return parts.sync().turn();
        } catch (InterruptedException stop) {
            throw new IllegalStateException("nobody interrupts", stop);
        }
    }

    /** Makes one segment ready. */
    public Duration prepare() {
        return parts.supply().turn();
    }

    /** Carries some messages forward or clears a segment. */
    public Duration reclaim() {
        return parts.reclaimer().turn();
    }
}
