// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RestingRecord;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The suppression list of a data directory that nobody has open, read from the record alone: no
 * index is opened, built or marked. Each look-up reads all events, which takes a moment for
 * millions of them. Immutable.
 */
public final class RestingList implements SuppressionLookup {
    private final RestingRecord record;
    private final EntryKeys keys;
    private final EntryFinder finder;

    /**
     * @throws eu.octroi.gateway.store.StoreException when the record cannot be read
     */
    public RestingList(RestingRecord record, KeyRing addressKeys) {
        this.record = record;
        this.keys = new EntryKeys(addressKeys);
        this.finder = new EntryFinder(keys, record.read(SuppressionLog::kinds), this::marks);
    }

    @Override
    public Optional<SuppressionEntry> find(ControllerNumber controller, EmailAddress address) {
        return finder.find(controller, address);
    }

    /** The person behind {@code address} under the newest key: what goes into links. */
    public PersonKey personKey(ControllerNumber controller, EmailAddress address) {
        return keys.person(0, controller, Canonical.of(address));
    }

    /** The same under every live version of the address key, the newest first. */
    public List<PersonKey> personKeys(ControllerNumber controller, EmailAddress address) {
        return keys.all(controller, new Subject.Person(address));
    }

    private Optional<Marks> marks(PersonKey key) {
        return record.read(connection -> marks(connection, key));
    }

    private static Optional<Marks> marks(Connection connection, PersonKey key) throws SQLException {
        Optional<Marks> marks = Optional.empty();
        try (PreparedStatement select = connection.prepareStatement(SuppressionLog.SELECT_KEY)) {
            select.setBytes(1, key.toByteArray());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                marks = Optional.of(SuppressionLog.event(rows).fold(marks));
            }
        }
        return marks;
    }
}
