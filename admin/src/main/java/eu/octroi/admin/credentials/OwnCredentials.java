// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.CredentialBook;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.RecordDatabase;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The credentials of a data directory whose lock this process holds meanwhile. Thread-safe. */
final class OwnCredentials implements CredentialAccess {
    private final DataDirectory data;
    private final RecordDatabase record;
    private final CredentialDesk desk;

    private OwnCredentials(DataDirectory data, RecordDatabase record, CredentialDesk desk) {
        this.data = data;
        this.record = record;
        this.desk = desk;
    }

    /** Takes over the lock of {@code data}; on failure it is given up. */
    static OwnCredentials open(DataDirectory data, Settings settings) {
        try {
            RecordDatabase record = RecordDatabase.open(data, new SimpleMeterRegistry());
            CredentialBook book =
                    CredentialBook.repairing(record, settings, Clock.systemUTC());
            return new OwnCredentials(
                    data, record, new CredentialDesk(book, new SecureRandom()));
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    @Override
    public AddedCredential add(CredentialOrder order) {
        return desk.add(order);
    }

    @Override
    public List<CredentialLine> list() {
        return desk.list();
    }

    @Override
    public boolean revoke(String name) {
        return desk.revoke(name);
    }

    @Override
    public void close() {
        record.close();
        data.close();
    }
}
