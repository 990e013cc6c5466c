// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.ControllerNumbers;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.KeyRing.Purpose;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.suppression.Change;
import eu.octroi.gateway.suppression.ImportOptions;
import eu.octroi.gateway.suppression.ImportProgress;
import eu.octroi.gateway.suppression.ImportReport;
import eu.octroi.gateway.suppression.RebuildProgress;
import eu.octroi.gateway.suppression.Removal;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.SuppressionList;
import eu.octroi.gateway.suppression.Verification;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The list opened by this process, which holds the lock of the data directory meanwhile.
 * Thread-safe.
 */
final class OwnList implements ListAccess {
    private final DataDirectory data;
    private final RecordDatabase record;
    private final ControllerNumbers numbers;
    private final SuppressionList list;

    private OwnList(
            DataDirectory data,
            RecordDatabase record,
            ControllerNumbers numbers,
            SuppressionList list) {
        this.data = data;
        this.record = record;
        this.numbers = numbers;
        this.list = list;
    }

    /** Opens the list in {@code data} and takes over its lock; on failure the lock is given up. */
    static OwnList open(DataDirectory data, Settings settings, RebuildProgress progress) {
        MeterRegistry meters = new SimpleMeterRegistry();
        try {
            return open(data, settings, progress, RecordDatabase.open(data, meters), meters);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static OwnList open(
            DataDirectory data,
            Settings settings,
            RebuildProgress progress,
            RecordDatabase record,
            MeterRegistry meters) {
        try {
            KeyRing keys =
                    KeyRing.open(
                            Purpose.ADDRESS,
                            settings.keys().address().orElse(data.resolve("keys/address")),
                            record);
            // Both keys come into being with the record: later a missing one ends the start.
            KeyRing.open(
                    Purpose.TOKEN,
                    settings.keys().token().orElse(data.resolve("keys/token")),
                    record);
            ControllerNumbers numbers = ControllerNumbers.assign(record, settings.controllers());
            SuppressionList list =
                    SuppressionList.open(
                            data,
                            record,
                            keys,
                            settings.suppression(),
                            progress,
                            Clock.systemUTC(),
                            meters);
            return new OwnList(data, record, numbers, list);
        } catch (RuntimeException e) {
            record.close();
            throw e;
        }
    }

    /** The consents of the same record. */
    ConsentBook consents() {
        return ConsentBook.open(
                record, list::personKeys, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    ControllerNumber number(ControllerId controller) {
        return numbers.of(controller);
    }

    @Override
    public Change add(ControllerId controller, Subject subject, Reason reason) {
        return settled(list.add(numbers.of(controller), subject, reason, Channel.COMMAND));
    }

    @Override
    public Removal remove(ControllerId controller, Subject subject, Reason reason, String why) {
        return settled(list.remove(numbers.of(controller), subject, reason, why));
    }

    @Override
    public Optional<SuppressionEntry> check(ControllerId controller, Subject subject) {
        return list.check(numbers.of(controller), subject);
    }

    @Override
    public ImportReport importList(
            ControllerId controller, InputStream in, ImportOptions options, ImportProgress progress)
            throws IOException {
        return list.importList(numbers.of(controller), in, options, progress);
    }

    @Override
    public long export(ControllerId controller, Writer out) throws IOException {
        return list.export(numbers.of(controller), out);
    }

    @Override
    public ListFigures figures() {
        return ListFigures.of(list.stats(), numbers::nameOf);
    }

    @Override
    public Verification verify(Optional<String> checkpoint, RebuildProgress progress) {
        return list.verify(checkpoint, progress);
    }

    @Override
    public void close() {
        list.close();
        record.close();
        data.close();
    }

    static <T> T settled(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new ListAccessException("the list did not take it: " + e.getCause(), e);
        }
    }
}
