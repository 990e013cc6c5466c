// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Accepted messages on disk. Thread-safe. */
public final class Spool implements Closeable, LedgerFeed {
    /** Recovers what an earlier process left; blocking. */
    public static Spool open(
            Path directory,
            SpoolSettings settings,
            SpoolFiles files,
            Clock clock,
            MeterRegistry meters) {
        throw new UnsupportedOperationException();
    }

    /** Accepted and not wholly settled when the spool was opened, oldest first. */
    public List<Spooled> recovered() {
        throw new UnsupportedOperationException();
    }

    /**
     * Completes once the message is forced. The octets are borrowed until then. Fails with {@link
     * SpoolFullException} or {@link SpoolFailedException}. Completes on the spool's own thread:
     * dependents must hop to theirs at once.
     */
    public CompletionStage<Spooled> append(Acceptance acceptance, Octets original) {
        throw new UnsupportedOperationException();
    }

    /** Reads a message back; blocking. Throws {@link SpoolFailedException}. */
    public SpooledMessage read(Spooled message) {
        throw new UnsupportedOperationException();
    }

    /** Records how a copy ended; completes once forced. Settling a settled copy does nothing. */
    public CompletionStage<Void> settle(Spooled message, int copy, Outcome outcome) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SpoolEvent> after(long position, int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onForced(Runnable wake) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ledgerCommitted(long position) {
        throw new UnsupportedOperationException();
    }

    /** Whether a message appended now has a chance to be accepted. */
    public boolean isWritable() {
        throw new UnsupportedOperationException();
    }

    /** Messages not wholly settled. */
    public long messages() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
