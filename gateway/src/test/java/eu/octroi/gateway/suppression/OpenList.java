// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.KeyRing.Purpose;
import eu.octroi.gateway.store.RecordDatabase;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real list over real files, with what it stands on. */
public final class OpenList implements Closeable {
    public static final ControllerNumber ACME = new ControllerNumber(1);
    public static final ControllerNumber OTHER = new ControllerNumber(2);
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    final DataDirectory data;
    final RecordDatabase record;
    final KeyRing keys;
    final SuppressionList list;
    final List<String> rebuilds = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Meets every index that is built or caught up. */
    volatile Runnable rebuildFault = () -> {};

    private OpenList(Path directory, SuppressionSettings settings, Clock clock) {
        data = DataDirectory.open(directory);
        record = RecordDatabase.open(data, meters);
        keys = KeyRing.open(Purpose.ADDRESS, data.resolve("keys/address"), record);
        list = SuppressionList.open(data, record, keys, settings, this::rebuilding, clock, meters);
    }

    private void rebuilding(String why, long done, long total) {
        rebuilds.add(why);
        rebuildFault.run();
    }

    public static OpenList in(Path directory) {
        return in(directory, 1_000);
    }

    static OpenList in(Path directory, long entriesMin) {
        return in(directory, new SuppressionSettings(entriesMin), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    static OpenList in(Path directory, SuppressionSettings settings, Clock clock) {
        return new OpenList(directory, settings, clock);
    }

    public SuppressionList list() {
        return list;
    }

    public DataDirectory data() {
        return data;
    }

    public RecordDatabase record() {
        return record;
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    static Subject person(String text) {
        return new Subject.Person(address(text));
    }

    boolean isSuppressed(String text) {
        return list.find(ACME, address(text)).isPresent();
    }

    long events() {
        return new SuppressionLog(record, Clock.systemUTC()).last();
    }

    /** What the record says, folded anew. */
    Map<PersonKey, Marks> folded() {
        var index = new InMemorySuppressionIndex();
        var log = new SuppressionLog(record, Clock.systemUTC());
        new IndexBuilder(log, (_, _, _) -> {}).replay(index, 0, "to compare");
        return index.content();
    }

    @Override
    public void close() {
        list.close();
        record.close();
        data.close();
    }
}
