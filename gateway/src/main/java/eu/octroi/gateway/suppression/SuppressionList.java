// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RecordDatabase;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.io.InputStream;
import java.io.Writer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Who must not be mailed. Thread-safe. */
public final class SuppressionList implements SuppressionLookup, Closeable {
    private SuppressionList() {}

    /** Opens the list; rebuilds its index first when that cannot be trusted. */
    public static SuppressionList open(
            DataDirectory data,
            RecordDatabase record,
            KeyRing addressKeys,
            SuppressionSettings settings,
            RebuildProgress progress,
            Clock clock,
            MeterRegistry meters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SuppressionEntry> find(ControllerNumber controller, EmailAddress address) {
        throw new UnsupportedOperationException();
    }

    /** The person behind {@code address} under the current key: what goes into links. */
    public PersonKey personKey(ControllerNumber controller, EmailAddress address) {
        throw new UnsupportedOperationException();
    }

    /** Adds an entry; completes when it is forced in the record and stands in the index. */
    public CompletionStage<Change> add(
            ControllerNumber controller, Subject subject, Reason reason, Channel channel) {
        throw new UnsupportedOperationException();
    }

    /** Records the opposition of a person known by key alone, as a link carries it. */
    public CompletionStage<Change> oppose(
            ControllerNumber controller, PersonKey person, Channel channel) {
        throw new UnsupportedOperationException();
    }

    /** Lifts one reason of a subject. */
    public CompletionStage<Removal> remove(
            ControllerNumber controller, Subject subject, Reason reason, String why) {
        throw new UnsupportedOperationException();
    }

    /** What stands against a subject. */
    public Optional<SuppressionEntry> check(ControllerNumber controller, Subject subject) {
        throw new UnsupportedOperationException();
    }

    /** Reads a list. */
    public ImportReport importList(
            ControllerNumber controller,
            InputStream in,
            ImportOptions options,
            ImportProgress progress) {
        throw new UnsupportedOperationException();
    }

    /** Writes all entries as CSV; returns how many rows. */
    public long export(ControllerNumber controller, Writer out) {
        throw new UnsupportedOperationException();
    }

    /** The list in figures. */
    public Stats stats() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
