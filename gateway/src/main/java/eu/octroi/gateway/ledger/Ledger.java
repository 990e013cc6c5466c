// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.Tag;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every decision and outcome, by recipient key. Thread-safe. */
public final class Ledger implements Closeable {
    /** Opens the monthly files in the directory and starts to follow the feed. */
    public static Ledger open(
            Path directory, LedgerFeed feed, PersonKeys keys, Clock clock, MeterRegistry meters) {
        throw new UnsupportedOperationException();
    }

    /** Queues a refusal at RCPT; never blocks. At most the last second is lost to a crash. */
    public void refused(
            CredentialId credential, Optional<PersonKey> recipient, Tag tag, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** Rows on one person, newest first; blocking. */
    public List<LedgerRow> byRecipient(PersonKey recipient, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Rows on one message, oldest first; blocking. */
    public List<LedgerRow> byMessage(MessageId message) {
        throw new UnsupportedOperationException();
    }

    /** The last rows written since start, newest first. */
    public List<LedgerRow> latest(int limit) {
        throw new UnsupportedOperationException();
    }

    /** Counts since midnight UTC; blocking. */
    public Totals today() {
        throw new UnsupportedOperationException();
    }

    /** Counts over every file kept; blocking. */
    public Totals allTime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
